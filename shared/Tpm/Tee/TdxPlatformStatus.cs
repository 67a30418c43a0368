namespace Attestry.Tpm.Tee;

/// <summary>What Intel says of a platform, its TDX module and its quoting enclave together.</summary>
/// <param name="Advisories">Ids such as <c>INTEL-SA-00106</c>, in ordinal order.</param>
public sealed record TdxPlatformStatus(TdxTcbStatus Status, IReadOnlyList<string> Advisories)
{
    /// <summary>The worse one counts; what is out of date and asks for configuration is both (Intel TDX DCAP, TCB status convergence).</summary>
    internal TdxPlatformStatus With(TdxPlatformStatus other)
    {
        var (better, worse) = Status <= other.Status ? (Status, other.Status) : (other.Status, Status);
        var status = better == TdxTcbStatus.Unknown ? TdxTcbStatus.Unknown
            : worse == TdxTcbStatus.OutOfDate && better is TdxTcbStatus.ConfigurationNeeded or TdxTcbStatus.ConfigurationAndSWHardeningNeeded ? TdxTcbStatus.OutOfDateConfigurationNeeded
            : worse == TdxTcbStatus.ConfigurationNeeded && better == TdxTcbStatus.SWHardeningNeeded ? TdxTcbStatus.ConfigurationAndSWHardeningNeeded
            : worse;
        return new(status, [.. Advisories.Union(other.Advisories).Order(StringComparer.Ordinal)]);
    }
}
