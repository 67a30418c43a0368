using System.Security.Cryptography;
using Attestry.Sigstore.Keys;

namespace Attestry.Sigstore.Notation;

/// <summary>A way to sign, bound to one size of key (signature-specification.md §algorithm selection).</summary>
/// <param name="Name">In JWS (RFC 7518).</param>
/// <param name="Number">In COSE (RFC 9053, RFC 8230).</param>
/// <param name="RsaBits">0 for ECDSA.</param>
internal sealed record NotationAlgorithm(string Name, long Number, HashAlgorithmName Hash, SignatureAlgorithm Key, int RsaBits)
{
    internal static readonly IReadOnlyList<NotationAlgorithm> All =
    [
        new("PS256", -37, HashAlgorithmName.SHA256, SignatureAlgorithm.RsaPkcs1, 2048),
        new("PS384", -38, HashAlgorithmName.SHA384, SignatureAlgorithm.RsaPkcs1, 3072),
        new("PS512", -39, HashAlgorithmName.SHA512, SignatureAlgorithm.RsaPkcs1, 4096),
        new("ES256", -7, HashAlgorithmName.SHA256, SignatureAlgorithm.EcdsaP256, 0),
        new("ES384", -35, HashAlgorithmName.SHA384, SignatureAlgorithm.EcdsaP384, 0),
        new("ES512", -36, HashAlgorithmName.SHA512, SignatureAlgorithm.EcdsaP521, 0),
    ];

    /// <summary>Did the holder of the key, which must be of this algorithm's kind and size, sign the data?</summary>
    internal bool Verify(ReadOnlyMemory<byte> subjectPublicKeyInfo, ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature)
    {
        try
        {
            if (KeyEncoding.OfPublic(subjectPublicKeyInfo) != Key)
                return false;
            if (RsaBits == 0)
            {
                using var ecdsa = ECDsa.Create();
                ecdsa.ImportSubjectPublicKeyInfo(subjectPublicKeyInfo.Span, out _);
                return ecdsa.VerifyData(data, signature, Hash, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
            }
            using var rsa = RSA.Create();
            rsa.ImportSubjectPublicKeyInfo(subjectPublicKeyInfo.Span, out _);
            return rsa.KeySize == RsaBits && rsa.VerifyData(data, signature, Hash, RSASignaturePadding.Pss);
        }
        catch (Exception e) when (e is CryptographicException or System.Formats.Asn1.AsnContentException)
        {
            return false;
        }
    }
}
