using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text;
using Attestry.Primitives.Cryptography;
using Attestry.Primitives.Limits;
using Attestry.Primitives;
using Attestry.Sigstore.Json;

namespace Attestry.Sigstore.Keys;

/// <summary>Reads public keys as JSON Web Keys (RFC 7517; RFC 7518 §6; RFC 8037 for Ed25519).</summary>
internal static class JsonWebKey
{
    private const int LargestParameter = SignatureLimits.LargestRsaBits / 8;

    internal static bool LooksLike(string text) => text.AsSpan().TrimStart() is ['{', ..];

    /// <exception cref="FormatException">Not one public key of a known kind.</exception>
    internal static (byte[] SubjectPublicKeyInfo, SignatureAlgorithm Algorithm) Read(string text)
    {
        if (text.Length > SignatureLimits.PemCharacters)
            throw new FormatException($"A key of {text.Length} characters; at most {SignatureLimits.PemCharacters} are read.");
        try
        {
            using var document = StrictJson.Parse(Encoding.UTF8.GetBytes(text), SignatureLimits.PemCharacters);
            var key = document.RootElement;
            if (key.Optional("d") is not null)
                throw new FormatException("This is a private key; give the public one, and keep this where it is secret.");
            var (der, algorithm) = key.Text("kty") switch
            {
                "EC" => (EllipticCurve(key), SignatureAlgorithm.None),
                "RSA" => (Rsa(key), key.OptionalText("alg") is { } alg && alg.StartsWith("PS", StringComparison.Ordinal) ? SignatureAlgorithm.RsaPss : SignatureAlgorithm.None),
                "OKP" when key.Text("crv") == "Ed25519" => (Ed25519Encoding.WritePublic(Parameter(key, "x", Ed25519.KeyBytes)), SignatureAlgorithm.None),
                var other => throw new FormatException($"A key of the unknown kind {Bounded.Quote(other)}."),
            };
            return (der, algorithm);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or CryptographicException)
        {
            throw new FormatException($"Not a JSON Web Key that can be used: {e.Message}", e);
        }
    }

    private static byte[] EllipticCurve(JsonElement key)
    {
        var (curve, bytes) = key.Text("crv") switch
        {
            "P-256" => (ECCurve.NamedCurves.nistP256, 32),
            "P-384" => (ECCurve.NamedCurves.nistP384, 48),
            "P-521" => (ECCurve.NamedCurves.nistP521, 66),
            var other => throw new FormatException($"A curve {Bounded.Quote(other)}; P-256, P-384 and P-521 are taken."),
        };
        using var ecdsa = ECDsa.Create(new ECParameters { Curve = curve, Q = new() { X = Parameter(key, "x", bytes), Y = Parameter(key, "y", bytes) } });
        return ecdsa.ExportSubjectPublicKeyInfo();
    }

    private static byte[] Rsa(JsonElement key)
    {
        using var rsa = RSA.Create(new RSAParameters { Modulus = Parameter(key, "n"), Exponent = Parameter(key, "e") });
        return rsa.ExportSubjectPublicKeyInfo();
    }

    private static byte[] Parameter(JsonElement key, string name, int? wanted = null)
    {
        var bytes = Base64Url.DecodeFromChars(key.Text(name));
        return (wanted is null ? bytes.Length is > 0 and <= LargestParameter : bytes.Length == wanted)
            ? bytes
            : throw new FormatException($"'{name}' has {bytes.Length} bytes.");
    }
}
