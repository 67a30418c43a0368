using System.Security.Cryptography;
using Attestry.Primitives.Cryptography;

namespace Attestry.Rego.Builtins.Jwt;

/// <summary>A key of RFC 7518 or RFC 8037: RSA, elliptic curve, Ed25519 or a shared secret. Of a signature that is not its own it says no.</summary>
internal sealed class JwtKey : IDisposable
{
    private const string EdDsa = "EdDSA";

    private readonly RSA? _rsa;
    private readonly ECDsa? _ec;
    private readonly byte[]? _secret;
    private readonly byte[]? _edwards;
    private readonly byte[]? _seed;

    internal JwtKey(RSA rsa) => _rsa = rsa;

    internal JwtKey(ECDsa ec) => _ec = ec;

    internal JwtKey(byte[] secret) => _secret = secret;

    /// <summary>A key of Ed25519; without <paramref name="seed"/> it only verifies.</summary>
    internal JwtKey(byte[] edwards, byte[]? seed) => (_edwards, _seed) = (edwards, seed);

    /// <summary>Null: the key has no name.</summary>
    internal string? Id { get; init; }

    /// <summary>The one algorithm that it is for; null: any of its kind.</summary>
    internal string? Algorithm { get; init; }

    internal static bool IsKnown(string algorithm) => algorithm == EdDsa || (Hash(algorithm) is not null && algorithm[..2] is "HS" or "RS" or "PS" or "ES");

    internal bool Verify(string algorithm, byte[] data, byte[] signature)
    {
        if (Algorithm is not null && Algorithm != algorithm)
            return false;
        try
        {
            if (algorithm == EdDsa)
                return _edwards is not null && Ed25519.Verify(_edwards, data, signature);
            if (Hash(algorithm) is not { } hash)
                return false;
            return algorithm[..2] switch
            {
                "RS" => _rsa?.VerifyData(data, signature, hash, RSASignaturePadding.Pkcs1) ?? false,
                "PS" => _rsa?.VerifyData(data, signature, hash, RSASignaturePadding.Pss) ?? false,
                "ES" => _ec?.VerifyData(data, signature, hash) ?? false,
                "HS" => _secret is not null && CryptographicOperations.FixedTimeEquals(signature, CryptographicOperations.HmacData(hash, _secret, data)),
                _ => false,
            };
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    /// <summary>Null: the key is not one of the algorithm's.</summary>
    internal byte[]? Sign(string algorithm, byte[] data)
    {
        try
        {
            if (algorithm == EdDsa)
                return _seed is null ? null : Ed25519.Sign(_seed, data);
            if (Hash(algorithm) is not { } hash)
                return null;
            return algorithm[..2] switch
            {
                "RS" => _rsa?.SignData(data, hash, RSASignaturePadding.Pkcs1),
                "PS" => _rsa?.SignData(data, hash, RSASignaturePadding.Pss),
                "ES" => _ec?.SignData(data, hash),
                "HS" => _secret is null ? null : CryptographicOperations.HmacData(hash, _secret, data),
                _ => null,
            };
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    public void Dispose()
    {
        _rsa?.Dispose();
        _ec?.Dispose();
    }

    private static HashAlgorithmName? Hash(string algorithm) => algorithm.Length != 5 ? null : algorithm[2..] switch
    {
        "256" => HashAlgorithmName.SHA256,
        "384" => HashAlgorithmName.SHA384,
        "512" => HashAlgorithmName.SHA512,
        _ => null,
    };
}
