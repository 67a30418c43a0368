using System.Formats.Asn1;
using System.Security.Cryptography;

namespace Attestry.Primitives.Cryptography;

/// <summary>Ed25519 keys in SubjectPublicKeyInfo and PKCS#8 (RFC 8410 §4, §7).</summary>
public static class Ed25519Encoding
{
    public const string Oid = "1.3.101.112";

    public static byte[] WritePublic(ReadOnlySpan<byte> publicKey)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            WriteAlgorithm(writer);
            writer.WriteBitString(publicKey);
        }
        return writer.Encode();
    }

    public static byte[] WritePrivate(ReadOnlySpan<byte> seed)
    {
        var inner = new AsnWriter(AsnEncodingRules.DER);
        inner.WriteOctetString(seed);
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteInteger(0);
            WriteAlgorithm(writer);
            writer.WriteOctetString(inner.Encode());
        }
        return writer.Encode();
    }

    /// <exception cref="AsnContentException">Not DER of that shape.</exception>
    /// <exception cref="CryptographicException">The key does not have 32 bytes.</exception>
    public static byte[] ReadPublic(ReadOnlyMemory<byte> subjectPublicKeyInfo)
    {
        var reader = new AsnReader(subjectPublicKeyInfo, AsnEncodingRules.DER);
        var sequence = reader.ReadSequence();
        reader.ThrowIfNotEmpty();
        ReadAlgorithm(sequence);
        var key = sequence.ReadBitString(out var unused);
        sequence.ThrowIfNotEmpty();
        return unused == 0 ? Sized(key) : throw new CryptographicException("An Ed25519 key has whole bytes.");
    }

    /// <inheritdoc cref="ReadPublic"/>
    public static byte[] ReadPrivate(ReadOnlyMemory<byte> privateKeyInfo)
    {
        var reader = new AsnReader(privateKeyInfo, AsnEncodingRules.DER);
        var sequence = reader.ReadSequence();
        reader.ThrowIfNotEmpty();
        // Version 0, or 1 with attributes and the public key behind (RFC 5958 §2), which the seed determines anyway.
        if (!sequence.TryReadInt32(out var version) || version is not (0 or 1))
            throw new CryptographicException("An unknown version of PKCS#8.");
        ReadAlgorithm(sequence);
        var inner = new AsnReader(sequence.ReadOctetString(), AsnEncodingRules.DER);
        var seed = inner.ReadOctetString();
        inner.ThrowIfNotEmpty();
        return Sized(seed);
    }

    private static void WriteAlgorithm(AsnWriter writer)
    {
        using (writer.PushSequence())
            writer.WriteObjectIdentifier(Oid);
    }

    private static void ReadAlgorithm(AsnReader reader)
    {
        var algorithm = reader.ReadSequence();
        if (algorithm.ReadObjectIdentifier() != Oid)
            throw new CryptographicException("Not an Ed25519 key.");
        // RFC 8410 §3: parameters must be absent.
        algorithm.ThrowIfNotEmpty();
    }

    private static byte[] Sized(byte[] key) =>
        key.Length == Ed25519.KeyBytes ? key : throw new CryptographicException("An Ed25519 key has 32 bytes.");
}
