namespace Attestry.Sigstore.Certificates;

/// <summary>
/// The parts of an X.509 certificate (RFC 5280 §4.1) that verification needs, as DER. Parsed here because certificate
/// transparency signs the certificate without one of its extensions, and because the platform's chains consult stores and the network.
/// </summary>
internal sealed record Certificate(
    ReadOnlyMemory<byte> Raw,
    ReadOnlyMemory<byte> ToBeSigned,
    string SignatureAlgorithm,
    ReadOnlyMemory<byte> Signature,
    ReadOnlyMemory<byte> Issuer,
    ReadOnlyMemory<byte> Subject,
    DateTimeOffset NotBefore,
    DateTimeOffset NotAfter,
    ReadOnlyMemory<byte> SubjectPublicKeyInfo,
    IReadOnlyDictionary<string, CertificateExtension> Extensions,
    CertificateUsage Usage)
{
    internal bool IsAuthority => Usage.IsAuthority;

    /// <summary>Both ends belong to it (RFC 5280 §4.1.2.5).</summary>
    internal bool IsValidAt(DateTimeOffset time) => NotBefore <= time && time < NotAfter.AddSeconds(1);
}
