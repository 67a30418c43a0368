namespace Attestry.Tpm.Ima;

/// <summary>What the kernel extends banks other than SHA-1 with.</summary>
public enum ImaExtension
{
    /// <summary>The template data hashed with the bank's own algorithm: Linux 5.8 and newer.</summary>
    BankHash = 0,

    /// <summary>The SHA-1 template hash with zeros after it: older kernels, which the replay of one bank alone does not make trustworthy.</summary>
    PaddedSha1,
}
