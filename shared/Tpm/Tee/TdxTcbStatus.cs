namespace Attestry.Tpm.Tee;

/// <summary>What Intel says of a platform (Intel PCS API, TCB Info, tcbStatus); from good to bad.</summary>
public enum TdxTcbStatus
{
    Unknown = 0,
    UpToDate,
    SWHardeningNeeded,
    ConfigurationNeeded,
    ConfigurationAndSWHardeningNeeded,
    OutOfDate,
    OutOfDateConfigurationNeeded,
    Revoked,
}
