using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using Attestry.Primitives.Cryptography;
using Attestry.Rego.Builtins.Encodings;
using Attestry.Rego.Values;

namespace Attestry.Rego.Builtins.Jwt;

/// <summary>Keys from a PEM certificate, a PEM public key, a JWK or a set of them (RFC 7517).</summary>
internal static class JwtKeyReader
{
    private const int MostKeys = 100;

    /// <exception cref="BuiltinException">None of these.</exception>
    internal static List<JwtKey> Read(string text)
    {
        if (PemEncoding.TryFind(text, out var fields))
            return [ReadPem(text, fields)];
        var value = Parse(text) as RegoObject ?? throw new BuiltinException("failed to parse a JWK key (set)");
        if (value["keys"] is not RegoArray set)
            return [ReadJwk(value)];
        if (set.Count > MostKeys)
            throw new BuiltinException($"a JWK set of more than {MostKeys} keys");
        var keys = new List<JwtKey>();
        foreach (var item in set.Items)
            keys.Add(item is RegoObject jwk ? ReadJwk(jwk) : throw new BuiltinException("failed to parse a JWK key (set)"));
        return keys;
    }

    internal static JwtKey ReadJwk(RegoObject jwk)
    {
        var (id, algorithm) = (Text(jwk, "kid"), Text(jwk, "alg"));
        try
        {
            return Text(jwk, "kty") switch
            {
                "oct" => new JwtKey(Bytes(jwk, "k") ?? throw Incomplete()) { Id = id, Algorithm = algorithm },
                "RSA" => new JwtKey(Rsa(jwk)) { Id = id, Algorithm = algorithm },
                "EC" => new JwtKey(Ec(jwk)) { Id = id, Algorithm = algorithm },
                "OKP" => new JwtKey(Edwards(jwk), Bytes(jwk, "d")) { Id = id, Algorithm = algorithm },
                _ => throw new BuiltinException("failed to parse a JWK key (set): unsupported key type"),
            };
        }
        catch (CryptographicException)
        {
            throw Incomplete();
        }
    }

    private static JwtKey ReadPem(string text, PemFields fields)
    {
        if (text.AsSpan()[fields.Location.End..].Trim() is { IsEmpty: false })
            throw new BuiltinException("extra data after a PEM certificate block");
        var label = text[fields.Label];
        var der = Convert.FromBase64String(text[fields.Base64Data]);
        try
        {
            return label switch
            {
                "CERTIFICATE" => OfCertificate(der),
                "PUBLIC KEY" => OfPublicKey(der),
                "RSA PUBLIC KEY" => OfRsa(rsa => rsa.ImportRSAPublicKey(der, out _)),
                _ => throw new BuiltinException("failed to extract a Key from the PEM certificate"),
            };
        }
        catch (Exception e) when (e is CryptographicException or AsnContentException)
        {
            throw new BuiltinException(label == "CERTIFICATE" ? "failed to parse a PEM certificate" : "failed to parse a PEM public key");
        }
    }

    private static JwtKey OfCertificate(byte[] der)
    {
        using var certificate = X509CertificateLoader.LoadCertificate(der);
        return certificate.GetRSAPublicKey() is { } rsa ? new(rsa)
            : certificate.GetECDsaPublicKey() is { } ec ? new(ec)
            : certificate.PublicKey.Oid.Value == Ed25519Encoding.Oid ? new(certificate.PublicKey.EncodedKeyValue.RawData, seed: null)
            : throw new BuiltinException("failed to extract a Key from the PEM certificate");
    }

    private static JwtKey OfPublicKey(byte[] der)
    {
        var key = PublicKey.CreateFromSubjectPublicKeyInfo(der, out _);
        return key.GetRSAPublicKey() is { } rsa ? new(rsa)
            : key.GetECDsaPublicKey() is { } ec ? new(ec)
            : key.Oid.Value == Ed25519Encoding.Oid ? new(Ed25519Encoding.ReadPublic(der), seed: null)
            : throw new BuiltinException("failed to extract a Key from the PEM certificate");
    }

    private static JwtKey OfRsa(Action<RSA> import)
    {
        var rsa = RSA.Create();
        import(rsa);
        return new(rsa);
    }

    private static RSA Rsa(RegoObject jwk)
    {
        var parameters = new RSAParameters
        {
            Modulus = Bytes(jwk, "n") ?? throw Incomplete(),
            Exponent = Bytes(jwk, "e") ?? throw Incomplete(),
        };
        if (Bytes(jwk, "d") is { } d)
        {
            var half = (parameters.Modulus.Length + 1) / 2;
            parameters.D = Sized(d, parameters.Modulus.Length);
            parameters.P = Sized(Bytes(jwk, "p"), half);
            parameters.Q = Sized(Bytes(jwk, "q"), half);
            parameters.DP = Sized(Bytes(jwk, "dp"), half);
            parameters.DQ = Sized(Bytes(jwk, "dq"), half);
            parameters.InverseQ = Sized(Bytes(jwk, "qi"), half);
        }
        return RSA.Create(parameters);
    }

    private static ECDsa Ec(RegoObject jwk)
    {
        var (curve, size) = Text(jwk, "crv") switch
        {
            "P-256" => (ECCurve.NamedCurves.nistP256, 32),
            "P-384" => (ECCurve.NamedCurves.nistP384, 48),
            "P-521" => (ECCurve.NamedCurves.nistP521, 66),
            _ => throw new BuiltinException("failed to parse a JWK key (set): unsupported curve"),
        };
        return ECDsa.Create(new ECParameters
        {
            Curve = curve,
            Q = new ECPoint { X = Sized(Bytes(jwk, "x"), size), Y = Sized(Bytes(jwk, "y"), size) },
            D = Bytes(jwk, "d") is { } d ? Sized(d, size) : null,
        });
    }

    // RFC 8037 §2
    private static byte[] Edwards(RegoObject jwk) =>
        Text(jwk, "crv") == "Ed25519" && Bytes(jwk, "x") is { Length: Ed25519.KeyBytes } key && Bytes(jwk, "d") is null or { Length: Ed25519.KeyBytes }
            ? key
            : throw Incomplete();

    // .NET takes numbers at their full width only.
    private static byte[] Sized(byte[]? number, int size)
    {
        if (number is null || number.Length > size)
            throw Incomplete();
        var sized = new byte[size];
        number.CopyTo(sized, size - number.Length);
        return sized;
    }

    private static RegoValue? Parse(string text)
    {
        try
        {
            return RegoJson.Parse(Encoding.UTF8.GetBytes(text), deepest: 10);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? Text(RegoObject jwk, string name) => (jwk[name] as RegoString)?.Value;

    private static byte[]? Bytes(RegoObject jwk, string name) => Text(jwk, name) is { } text ? GoBase64.Url(text) : null;

    private static BuiltinException Incomplete() => new("failed to parse a JWK key (set): a member is missing or wrong");
}
