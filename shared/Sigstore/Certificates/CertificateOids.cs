namespace Attestry.Sigstore.Certificates;

/// <summary>Extensions of certificates that are read here.</summary>
internal static class CertificateOids
{
    internal const string SubjectKeyIdentifier = "2.5.29.14";

    internal const string KeyUsage = "2.5.29.15";

    internal const string SubjectAlternativeName = "2.5.29.17";

    internal const string BasicConstraints = "2.5.29.19";

    internal const string AuthorityKeyIdentifier = "2.5.29.35";

    internal const string ExtendedKeyUsage = "2.5.29.37";

    /// <summary>RFC 6962 §3.3.</summary>
    internal const string SignedCertificateTimestamps = "1.3.6.1.4.1.11129.2.4.2";

    /// <summary>A precertificate is a promise of a certificate and never one itself (RFC 6962 §3.1).</summary>
    internal const string Poison = "1.3.6.1.4.1.11129.2.4.3";

    /// <summary>Those that may be critical: what they demand is done. A certificate with another critical one is not valid (RFC 5280 §4.2).</summary>
    internal static readonly IReadOnlySet<string> Understood = new HashSet<string>
    {
        SubjectKeyIdentifier, KeyUsage, SubjectAlternativeName, BasicConstraints, AuthorityKeyIdentifier, ExtendedKeyUsage, SignedCertificateTimestamps,
    };
}
