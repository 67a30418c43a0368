using System.Formats.Asn1;
using System.Security.Cryptography;
using Attestry.Primitives.Cryptography;
using Attestry.Primitives.Limits;

namespace Attestry.Sigstore.Keys;

/// <summary>What kind of key a DER structure holds, told by its algorithm identifier.</summary>
internal static class KeyEncoding
{
    private const string EllipticCurve = "1.2.840.10045.2.1";

    private const string Rsa = "1.2.840.113549.1.1.1";

    private static readonly Dictionary<string, SignatureAlgorithm> Curves = new()
    {
        ["1.2.840.10045.3.1.7"] = SignatureAlgorithm.EcdsaP256,
        ["1.3.132.0.34"] = SignatureAlgorithm.EcdsaP384,
        ["1.3.132.0.35"] = SignatureAlgorithm.EcdsaP521,
    };

    /// <summary>Of a SubjectPublicKeyInfo (RFC 5280 §4.1): the algorithm identifier stands first.</summary>
    /// <exception cref="AsnContentException">Not DER of that shape.</exception>
    /// <exception cref="CryptographicException">A kind of key that is not known here.</exception>
    internal static SignatureAlgorithm OfPublic(ReadOnlyMemory<byte> subjectPublicKeyInfo) =>
        Of(new AsnReader(subjectPublicKeyInfo, AsnEncodingRules.DER).ReadSequence());

    /// <summary>Of a PrivateKeyInfo (RFC 5208 §5): the version stands before the algorithm identifier.</summary>
    /// <inheritdoc cref="OfPublic"/>
    internal static SignatureAlgorithm OfPrivate(ReadOnlyMemory<byte> privateKeyInfo)
    {
        var sequence = new AsnReader(privateKeyInfo, AsnEncodingRules.BER).ReadSequence();
        sequence.ReadInteger();
        return Of(sequence);
    }

    internal static void DemandSize(RSA rsa)
    {
        if (rsa.KeySize is < SignatureLimits.SmallestRsaBits or > SignatureLimits.LargestRsaBits)
            throw new CryptographicException(
                $"An RSA key of {rsa.KeySize} bits; {SignatureLimits.SmallestRsaBits} to {SignatureLimits.LargestRsaBits} are taken.");
    }

    // Only named curves: explicit parameters let a forger choose the generator (CVE-2020-0601).
    private static SignatureAlgorithm Of(AsnReader sequence)
    {
        var algorithm = sequence.ReadSequence();
        return algorithm.ReadObjectIdentifier() switch
        {
            Ed25519Encoding.Oid => SignatureAlgorithm.Ed25519,
            Rsa => SignatureAlgorithm.RsaPkcs1,
            EllipticCurve when Curves.TryGetValue(algorithm.ReadObjectIdentifier(), out var curve) => curve,
            EllipticCurve => throw new CryptographicException("A curve other than P-256, P-384 and P-521."),
            var other => throw new CryptographicException($"A key of the unknown algorithm {other}."),
        };
    }
}
