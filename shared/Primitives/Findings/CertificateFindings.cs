namespace Attestry.Primitives.Findings;

/// <summary>Ids of what is wrong with the certificate that a signature rests on.</summary>
public static class CertificateFindings
{
    /// <summary>It is no X.509 certificate, or says two things that contradict each other.</summary>
    public const string Malformed = "certificate.malformed";

    /// <summary>No certificate authority that is trusted for the time of signing issued it.</summary>
    public const string Untrusted = "certificate.untrusted";

    /// <summary>It was not yet, or no longer, valid when the signature was made.</summary>
    public const string OutsideValidity = "certificate.outside-validity";

    /// <summary>It is not for signing code.</summary>
    public const string UsageMismatch = "certificate.usage-mismatch";

    /// <summary>It carries no promise of a certificate transparency log.</summary>
    public const string SctMissing = "certificate.sct-missing";

    /// <summary>None of its promises is by a certificate transparency log that is trusted for that time.</summary>
    public const string SctUntrusted = "certificate.sct-untrusted";

    /// <summary>A promise names a trusted certificate transparency log that did not make it.</summary>
    public const string SctInvalid = "certificate.sct-invalid";
}
