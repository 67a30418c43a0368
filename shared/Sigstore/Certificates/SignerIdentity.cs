namespace Attestry.Sigstore.Certificates;

/// <summary>Whom a certificate names. Authentic only once the certificate was verified.</summary>
/// <param name="Subjects">Addresses and URIs; Fulcio writes exactly one.</param>
public sealed record SignerIdentity(IReadOnlyList<string> Subjects, CertificateClaims Claims)
{
    public string? Issuer => Claims.Issuer;

    /// <exception cref="FormatException">An extension cannot be read.</exception>
    internal static SignerIdentity Read(Certificate certificate) => new(SubjectNames.Read(certificate), CertificateClaimsReader.Read(certificate));
}
