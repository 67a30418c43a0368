using System.Security.Cryptography;
using Attestry.Primitives.Cryptography;
using Attestry.Sigstore.Keys;

namespace Attestry.Sigstore.Certificates;

internal static class CertificateSignature
{
    private static readonly Dictionary<string, HashAlgorithmName> Ecdsa = new()
    {
        ["1.2.840.10045.4.3.2"] = HashAlgorithmName.SHA256,
        ["1.2.840.10045.4.3.3"] = HashAlgorithmName.SHA384,
        ["1.2.840.10045.4.3.4"] = HashAlgorithmName.SHA512,
    };

    private static readonly Dictionary<string, HashAlgorithmName> RsaPkcs1 = new()
    {
        ["1.2.840.113549.1.1.11"] = HashAlgorithmName.SHA256,
        ["1.2.840.113549.1.1.12"] = HashAlgorithmName.SHA384,
        ["1.2.840.113549.1.1.13"] = HashAlgorithmName.SHA512,
    };

    /// <summary>Did the key sign the certificate? False for algorithms that are not known, SHA-1 among them.</summary>
    internal static bool IsBy(this Certificate certificate, VerificationKey issuer)
    {
        var (algorithm, signed) = (certificate.SignatureAlgorithm, certificate.ToBeSigned);
        try
        {
            return issuer.Algorithm switch
            {
                SignatureAlgorithm.Ed25519 => algorithm == Ed25519Encoding.Oid && issuer.Verify(signed.Span, certificate.Signature.Span),
                SignatureAlgorithm.RsaPkcs1 => RsaPkcs1.TryGetValue(algorithm, out var hash) && IsBy(certificate, issuer, hash),
                _ => Ecdsa.TryGetValue(algorithm, out var hash) && IsBy(certificate, issuer, hash),
            };
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    private static bool IsBy(Certificate certificate, VerificationKey issuer, HashAlgorithmName hash) =>
        issuer.VerifyHash(hash, CryptographicOperations.HashData(hash, certificate.ToBeSigned.Span), certificate.Signature.Span);
}
