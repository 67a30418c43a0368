using System.Security.Cryptography;
using System.Text.Json;
using Attestry.Primitives.Cryptography;
using Attestry.Sigstore.Json;
using Attestry.Sigstore.Keys;

namespace Attestry.Sigstore.Tuf;

/// <summary>Reads public keys of roots and delegations (TUF §4.2).</summary>
internal static class TufKeyReader
{
    /// <summary>Null for a scheme that is not known here: such a key signs nothing, and the others still do.</summary>
    /// <exception cref="FormatException">A known scheme with a key that is none.</exception>
    internal static VerificationKey? Read(JsonElement element)
    {
        var text = element.Required("keyval").Text("public");
        return (element.Text("keytype"), element.Text("scheme")) switch
        {
            ("ed25519", "ed25519") => VerificationKey.FromSubjectPublicKeyInfo(Ed25519Key(text)),
            ("ecdsa" or "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp256") => Ecdsa(text, ECCurve.NamedCurves.nistP256, SignatureAlgorithm.EcdsaP256),
            ("ecdsa" or "ecdsa-sha2-nistp384", "ecdsa-sha2-nistp384") => Ecdsa(text, ECCurve.NamedCurves.nistP384, SignatureAlgorithm.EcdsaP384),
            ("rsa", "rsassa-pss-sha256") => VerificationKey.FromPem(text, SignatureAlgorithm.RsaPss),
            ("rsa", "rsa-pkcs1v15-sha256") => VerificationKey.FromPem(text, SignatureAlgorithm.RsaPkcs1),
            _ => null,
        };
    }

    private static byte[] Ed25519Key(string hex) => Convert.FromHexString(hex) is { Length: Ed25519.KeyBytes } key
        ? Ed25519Encoding.WritePublic(key)
        : throw new FormatException("An Ed25519 key has 32 bytes.");

    // The first roots of Sigstore wrote the point itself in hex, later ones PEM.
    private static VerificationKey Ecdsa(string text, ECCurve curve, SignatureAlgorithm algorithm) => text.StartsWith("-----", StringComparison.Ordinal)
        ? VerificationKey.FromPem(text, algorithm)
        : VerificationKey.FromSubjectPublicKeyInfo(Point(Convert.FromHexString(text), curve), algorithm);

    private static byte[] Point(byte[] point, ECCurve curve)
    {
        // SEC 1 §2.3.3: 4, then both coordinates.
        if (point.Length % 2 == 0 || point[0] != 4)
            throw new FormatException("Not an uncompressed point.");
        var half = point.Length / 2;
        try
        {
            using var key = ECDsa.Create(new ECParameters { Curve = curve, Q = new() { X = point[1..(1 + half)], Y = point[(1 + half)..] } });
            return key.ExportSubjectPublicKeyInfo();
        }
        catch (CryptographicException e)
        {
            throw new FormatException("Not a point of the curve.", e);
        }
    }
}
