namespace Attestry.Tpm.Boot;

public enum BootLogFormat
{
    /// <summary>TCG_PCR_EVENT: SHA-1 only, of TPM 1.2 and its time.</summary>
    Sha1 = 0,

    /// <summary>TCG_PCR_EVENT2 after a "Spec ID Event03": TCG2, and the CCEL of confidential machines.</summary>
    CryptoAgile,
}
