using System.Collections.Concurrent;
using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Attestry.Primitives;
using Attestry.Primitives.Cryptography;
using Attestry.Primitives.Limits;

namespace Attestry.Sigstore.Keys;

/// <summary>A public key and the one way in which its signatures are made. Immutable; usable from many threads.</summary>
public sealed class VerificationKey
{
    private readonly byte[] _subjectPublicKeyInfo;

    // Imported keys are kept; each serves one thread at a time.
    private readonly ConcurrentBag<IDisposable> _imported = [];

    private VerificationKey(SignatureAlgorithm algorithm, byte[] subjectPublicKeyInfo)
    {
        (Algorithm, _subjectPublicKeyInfo) = (algorithm, subjectPublicKeyInfo);
        var hash = SHA256.HashData(subjectPublicKeyInfo);
        (KeyId, Hint) = (Convert.ToHexStringLower(hash), Convert.ToBase64String(hash));
    }

    public SignatureAlgorithm Algorithm { get; }

    // cosign signs by key with SHA-256 whatever the curve; Sigstore's algorithm registry pairs a curve with the hash of its strength.
    private HashAlgorithmName[] Hashes => Algorithm switch
    {
        SignatureAlgorithm.Ed25519 => [],
        SignatureAlgorithm.EcdsaP384 => [HashAlgorithmName.SHA256, HashAlgorithmName.SHA384],
        SignatureAlgorithm.EcdsaP521 => [HashAlgorithmName.SHA256, HashAlgorithmName.SHA512],
        _ => [HashAlgorithmName.SHA256],
    };

    /// <summary>DER, in the form that every encoder of this key gives (RFC 5280 §4.1).</summary>
    public ReadOnlyMemory<byte> SubjectPublicKeyInfo => _subjectPublicKeyInfo;

    /// <summary>Lower-case hex SHA-256 of <see cref="SubjectPublicKeyInfo"/>.</summary>
    public string KeyId { get; }

    /// <summary>The same hash in base64, as cosign writes it into <c>publicKey.hint</c>.</summary>
    public string Hint { get; }

    /// <summary>Reads one <c>PUBLIC KEY</c>, <c>RSA PUBLIC KEY</c> or <c>CERTIFICATE</c> block (RFC 7468).</summary>
    /// <param name="algorithm">
    /// For RSA keys <see cref="SignatureAlgorithm.RsaPss"/> where that is wanted; otherwise the key tells. Of a certificate only
    /// its key is taken: whoever names it as trusted vouches for it, whatever its dates say.
    /// </param>
    /// <exception cref="FormatException">Not one public key of a known kind; the message says what it is.</exception>
    public static VerificationKey FromPem(string pem, SignatureAlgorithm algorithm = SignatureAlgorithm.None)
    {
        var (label, der) = PemBlock.Read(pem);
        return Guard(() => label switch
        {
            "PUBLIC KEY" => Import(der, algorithm),
            "RSA PUBLIC KEY" => Import(FromPkcs1(der), algorithm),
            "CERTIFICATE" => Import(FromCertificate(der), algorithm),
            _ when label.EndsWith("PRIVATE KEY", StringComparison.Ordinal) =>
                throw new FormatException("This is a private key; give the public one, and keep this where it is secret."),
            _ => throw new FormatException($"A PEM block '{Bounded.Quote(label)}' is not a public key."),
        });
    }

    /// <summary>Reads a key as people give it: PEM, or a JSON Web Key (RFC 7517), whose <c>alg</c> tells RSA PSS from PKCS#1.</summary>
    /// <inheritdoc cref="FromPem"/>
    public static VerificationKey FromText(string text, SignatureAlgorithm algorithm = SignatureAlgorithm.None)
    {
        if (!JsonWebKey.LooksLike(text))
            return FromPem(text, algorithm);
        var (der, told) = JsonWebKey.Read(text);
        return Guard(() => Import(der, algorithm == SignatureAlgorithm.None ? told : algorithm));
    }

    /// <param name="der">A SubjectPublicKeyInfo.</param>
    /// <inheritdoc cref="FromPem"/>
    public static VerificationKey FromSubjectPublicKeyInfo(ReadOnlyMemory<byte> der, SignatureAlgorithm algorithm = SignatureAlgorithm.None) =>
        Guard(() => Import(der.ToArray(), algorithm));

    /// <summary>
    /// The same, for keys among many of which few are used: a point in the one form that encoders write is looked at when it is
    /// first used, and one that is not on its curve then verifies nothing.
    /// </summary>
    /// <inheritdoc cref="FromPem"/>
    internal static VerificationKey Deferred(ReadOnlyMemory<byte> der, SignatureAlgorithm algorithm = SignatureAlgorithm.None)
    {
        var curve = PlainPoint.CurveOf(der.Span);
        return curve != SignatureAlgorithm.None && (algorithm == curve || algorithm == SignatureAlgorithm.None)
            ? new(curve, der.ToArray())
            : FromSubjectPublicKeyInfo(der, algorithm);
    }

    /// <summary>Did this key's holder sign exactly <paramref name="data"/>? Malformed signatures are false.</summary>
    public bool Verify(ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature)
    {
        if (Algorithm == SignatureAlgorithm.Ed25519)
            return Ed25519.Verify(Ed25519Encoding.ReadPublic(_subjectPublicKeyInfo), data, signature);
        foreach (var hash in Hashes)
        {
            if (VerifyHash(Digest.FromHash(hash, CryptographicOperations.HashData(hash, data)), signature))
                return true;
        }
        return false;
    }

    /// <summary>
    /// Did this key's holder sign the content that has <paramref name="digest"/>? Always false under an algorithm that the
    /// key does not hash with, and for Ed25519, which signs contents and not their hashes (RFC 8032 §5.1.6).
    /// </summary>
    public bool VerifyHash(Digest digest, ReadOnlySpan<byte> signature)
    {
        if (signature.Length is 0 or > SignatureLimits.SignatureBytes || !Hashes.Contains(digest.HashAlgorithm))
            return false;
        try
        {
            return VerifyHash(digest.HashAlgorithm, digest.ToBytes(), signature);
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    public string ToPem() => PemEncoding.WriteString("PUBLIC KEY", _subjectPublicKeyInfo);

    /// <summary>Under whichever hash the caller read from a certificate; not for Ed25519.</summary>
    /// <exception cref="CryptographicException">The signature is not one of the key's form.</exception>
    internal bool VerifyHash(HashAlgorithmName algorithm, ReadOnlySpan<byte> hash, ReadOnlySpan<byte> signature)
    {
        var key = _imported.TryTake(out var idle) ? idle : ImportForVerification();
        try
        {
            return key switch
            {
                RSA rsa => rsa.VerifyHash(hash, signature, algorithm, Algorithm == SignatureAlgorithm.RsaPss ? RSASignaturePadding.Pss : RSASignaturePadding.Pkcs1),
                ECDsa ecdsa => ecdsa.VerifyHash(hash, signature, DSASignatureFormat.Rfc3279DerSequence),
                _ => EcdsaPoint.Verify((LibCrypto.PointHandle)key, hash, signature),
            };
        }
        finally
        {
            _imported.Add(key);
        }
    }

    private IDisposable ImportForVerification() => EcdsaPoint.IsSupported && Algorithm is not (SignatureAlgorithm.RsaPkcs1 or SignatureAlgorithm.RsaPss)
        ? EcdsaPoint.Import(_subjectPublicKeyInfo, Algorithm)
        : ImportKey(_subjectPublicKeyInfo, Algorithm, out _);

    private static AsymmetricAlgorithm ImportKey(byte[] der, SignatureAlgorithm algorithm, out int read)
    {
        AsymmetricAlgorithm key = algorithm is SignatureAlgorithm.RsaPkcs1 or SignatureAlgorithm.RsaPss ? RSA.Create() : ECDsa.Create();
        key.ImportSubjectPublicKeyInfo(der, out read);
        return key;
    }

    private static VerificationKey Import(byte[] der, SignatureAlgorithm wanted)
    {
        var found = KeyEncoding.OfPublic(der);
        var algorithm = (found, wanted) switch
        {
            (_, SignatureAlgorithm.None) => found,
            (SignatureAlgorithm.RsaPkcs1, SignatureAlgorithm.RsaPss) => SignatureAlgorithm.RsaPss,
            _ when found == wanted => found,
            _ => throw new FormatException($"The key is {found.Name()} and cannot sign as {wanted.Name()}."),
        };
        return Canonical(der, algorithm);
    }

    // Written anew, so that one key has one id however its file encodes it.
    private static VerificationKey Canonical(byte[] der, SignatureAlgorithm algorithm)
    {
        if (algorithm == SignatureAlgorithm.Ed25519)
            return new(algorithm, Ed25519Encoding.WritePublic(Ed25519Encoding.ReadPublic(der)));
        if (EcdsaPoint.IsSupported && PlainPoint.CurveOf(der) == algorithm)
        {
            var plain = new VerificationKey(algorithm, der);
            plain._imported.Add(EcdsaPoint.Import(der, algorithm));
            return plain;
        }
        using var key = ImportKey(der, algorithm, out var read);
        if (read != der.Length)
            throw new CryptographicException("Bytes follow the key.");
        if (key is RSA rsa)
            KeyEncoding.DemandSize(rsa);
        return new(algorithm, key.ExportSubjectPublicKeyInfo());
    }

    private static byte[] FromPkcs1(byte[] der)
    {
        using var rsa = RSA.Create();
        rsa.ImportRSAPublicKey(der, out _);
        return rsa.ExportSubjectPublicKeyInfo();
    }

    private static byte[] FromCertificate(byte[] der)
    {
        using var certificate = X509CertificateLoader.LoadCertificate(der);
        return certificate.PublicKey.ExportSubjectPublicKeyInfo();
    }

    private static VerificationKey Guard(Func<VerificationKey> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is CryptographicException or AsnContentException)
        {
            throw new FormatException($"Not a public key that can be used: {e.Message}", e);
        }
    }
}
