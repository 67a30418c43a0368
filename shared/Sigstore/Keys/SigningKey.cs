using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Attestry.Primitives;
using Attestry.Primitives.Cryptography;

namespace Attestry.Sigstore.Keys;

/// <summary>A private key: ECDSA P-256/384/521, RSA (PKCS#1 v1.5) or Ed25519. Immutable; usable from many threads.</summary>
public sealed class SigningKey
{
    private readonly byte[] _privateKeyInfo;

    private SigningKey(byte[] privateKeyInfo, VerificationKey publicKey) => (_privateKeyInfo, Public) = (privateKeyInfo, publicKey);

    public VerificationKey Public { get; }

    public static SigningKey GenerateEcdsaP256()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return Import(key.ExportPkcs8PrivateKey());
    }

    public static SigningKey GenerateEd25519()
    {
        var seed = RandomNumberGenerator.GetBytes(Ed25519.KeyBytes);
        return Import(Ed25519Encoding.WritePrivate(seed));
    }

    /// <summary>Reads one <c>PRIVATE KEY</c> block, PKCS#8 (RFC 5958) in PEM, or one that cosign encrypted under an empty password.</summary>
    /// <exception cref="FormatException">Not one private key of a known kind, or under another password. The message holds nothing of the key.</exception>
    public static SigningKey FromPem(string pem) => FromPem(pem, []);

    /// <inheritdoc cref="FromPem(string)"/>
    /// <param name="password">Opens <c>ENCRYPTED SIGSTORE PRIVATE KEY</c>; not looked at when the key is not encrypted.</param>
    public static SigningKey FromPem(string pem, ReadOnlySpan<byte> password)
    {
        var (label, der) = PemBlock.Read(pem);
        var encrypted = EncryptedKey.IsLabel(label);
        if (!encrypted && label != "PRIVATE KEY")
            throw new FormatException($"A PEM block '{Bounded.Quote(label)}'; wanted is 'PRIVATE KEY' (PKCS#8) or 'ENCRYPTED SIGSTORE PRIVATE KEY'.");
        try
        {
            return Import(encrypted ? EncryptedKey.Open(der, password) : der);
        }
        catch (Exception e) when (e is CryptographicException or AsnContentException)
        {
            throw new FormatException($"Not a private key that can be used: {e.Message}", e);
        }
    }

    /// <summary>PKCS#8 in PEM, not encrypted: a secret.</summary>
    public string ToPem() => PemEncoding.WriteString("PRIVATE KEY", _privateKeyInfo);

    /// <summary>Signs <paramref name="data"/> in the form that <see cref="VerificationKey.Verify"/> of <see cref="Public"/> takes.</summary>
    public byte[] Sign(ReadOnlySpan<byte> data)
    {
        switch (Public.Algorithm)
        {
            case SignatureAlgorithm.Ed25519:
                return Ed25519.Sign(Ed25519Encoding.ReadPrivate(_privateKeyInfo), data);
            case SignatureAlgorithm.RsaPkcs1:
                using (var rsa = RSA.Create())
                {
                    rsa.ImportPkcs8PrivateKey(_privateKeyInfo, out _);
                    return rsa.SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
                }

            default:
                using (var ecdsa = ECDsa.Create())
                {
                    // SHA-256 on every curve: cosign 3 verifies by key with nothing else.
                    ecdsa.ImportPkcs8PrivateKey(_privateKeyInfo, out _);
                    return ecdsa.SignData(data, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
                }
        }
    }

    /// <summary>As <see cref="Sign"/> of the content that has <paramref name="digest"/>, for contents that do not fit into memory.</summary>
    /// <exception cref="ArgumentException">Not a SHA-256 digest, or an Ed25519 key, which signs contents and not their hashes (RFC 8032 §5.1.6).</exception>
    public byte[] SignHash(Digest digest)
    {
        if (digest.HashAlgorithm != HashAlgorithmName.SHA256 || Public.Algorithm == SignatureAlgorithm.Ed25519)
            throw new ArgumentException($"A key of {Public.Algorithm.Name()} does not sign a hash of {digest.Algorithm}.", nameof(digest));
        using AsymmetricAlgorithm key = Public.Algorithm == SignatureAlgorithm.RsaPkcs1 ? RSA.Create() : ECDsa.Create();
        key.ImportPkcs8PrivateKey(_privateKeyInfo, out _);
        return key is RSA rsa
            ? rsa.SignHash(digest.ToBytes(), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            : ((ECDsa)key).SignHash(digest.ToBytes(), DSASignatureFormat.Rfc3279DerSequence);
    }

    /// <summary>A certificate signing request (RFC 2986), DER, that names nobody: whoever certifies knows whom.</summary>
    /// <exception cref="CryptographicException">The key is not of ECDSA.</exception>
    internal byte[] CreateSigningRequest()
    {
        using var key = ECDsa.Create();
        key.ImportPkcs8PrivateKey(_privateKeyInfo, out _);
        return new CertificateRequest("", key, HashAlgorithmName.SHA256).CreateSigningRequest();
    }

    private static SigningKey Import(byte[] der)
    {
        if (KeyEncoding.OfPrivate(der) is var algorithm && algorithm == SignatureAlgorithm.Ed25519)
            return new(der, VerificationKey.FromSubjectPublicKeyInfo(Ed25519Encoding.WritePublic(Ed25519.PublicKeyOf(Ed25519Encoding.ReadPrivate(der)))));
        using AsymmetricAlgorithm key = algorithm == SignatureAlgorithm.RsaPkcs1 ? RSA.Create() : ECDsa.Create();
        key.ImportPkcs8PrivateKey(der, out _);
        return new(der, VerificationKey.FromSubjectPublicKeyInfo(key.ExportSubjectPublicKeyInfo()));
    }
}
