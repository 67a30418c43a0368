using System.Security.Cryptography;
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
        var signed = certificate.ToBeSigned.Span;
        var signature = certificate.Signature.Span;
        try
        {
            switch (issuer.Algorithm)
            {
                case SignatureAlgorithm.Ed25519:
                    return certificate.SignatureAlgorithm == Ed25519Encoding.Oid && issuer.Verify(signed, signature);
                case SignatureAlgorithm.RsaPkcs1 when RsaPkcs1.TryGetValue(certificate.SignatureAlgorithm, out var hash):
                    using (var rsa = RSA.Create())
                    {
                        rsa.ImportSubjectPublicKeyInfo(issuer.SubjectPublicKeyInfo.Span, out _);
                        return rsa.VerifyData(signed, signature, hash, RSASignaturePadding.Pkcs1);
                    }

                case SignatureAlgorithm.EcdsaP256 or SignatureAlgorithm.EcdsaP384 or SignatureAlgorithm.EcdsaP521
                    when Ecdsa.TryGetValue(certificate.SignatureAlgorithm, out var hash):
                    using (var ecdsa = ECDsa.Create())
                    {
                        ecdsa.ImportSubjectPublicKeyInfo(issuer.SubjectPublicKeyInfo.Span, out _);
                        return ecdsa.VerifyData(signed, signature, hash, DSASignatureFormat.Rfc3279DerSequence);
                    }

                default:
                    return false;
            }
        }
        catch (CryptographicException)
        {
            return false;
        }
    }
}
