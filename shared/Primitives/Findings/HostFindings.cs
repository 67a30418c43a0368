namespace Attestry.Primitives.Findings;

/// <summary>Ids of what is wrong with the identity of a host: its endorsement key and certificate.</summary>
public static class HostFindings
{
    /// <summary>It is no X.509 certificate, or no public area of a TPM.</summary>
    public const string EkMalformed = "host.ek-malformed";

    /// <summary>No configured manufacturer issued the certificate.</summary>
    public const string EkUntrusted = "host.ek-untrusted";

    /// <summary>The certificate is not valid yet, or no longer.</summary>
    public const string EkOutsideValidity = "host.ek-outside-validity";

    /// <summary>It is not a certificate for endorsement keys (tcg-kp-EKCertificate).</summary>
    public const string EkUsageMismatch = "host.ek-usage-mismatch";

    /// <summary>It does not name manufacturer, model and version of the TPM.</summary>
    public const string EkAttributesMissing = "host.ek-attributes-missing";

    /// <summary>The certificate is of another key than the one that was sent.</summary>
    public const string EkKeyMismatch = "host.ek-key-mismatch";

    /// <summary>The key is not a restricted decryption key that cannot leave its TPM.</summary>
    public const string EkUnsuitable = "host.ek-unsuitable";
}
