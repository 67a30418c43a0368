using System.Buffers.Binary;
using System.Security.Cryptography;
using Attestry.Sigstore.Keys;

namespace Attestry.Sigstore.Certificates;

/// <summary>A log's promise to publish a certificate (RFC 6962 §3.2).</summary>
/// <param name="Timestamp">Milliseconds since 1970.</param>
/// <param name="HashAlgorithm">4 for SHA-256 (RFC 5246 §7.4.1.4.1).</param>
/// <param name="KeyKind">1 for RSA, 3 for ECDSA.</param>
internal sealed record SignedCertificateTimestamp(
    ReadOnlyMemory<byte> LogId,
    ulong Timestamp,
    ReadOnlyMemory<byte> Extensions,
    byte HashAlgorithm,
    byte KeyKind,
    ReadOnlyMemory<byte> Signature)
{
    private const ulong LastMillisecond = 253_402_300_799_999;

    /// <summary>Null when no calendar has it.</summary>
    internal DateTimeOffset? Time => Timestamp <= LastMillisecond ? DateTimeOffset.FromUnixTimeMilliseconds((long)Timestamp) : null;

    /// <param name="precertificate">The content that the log was shown.</param>
    internal bool IsBy(VerificationKey log, ReadOnlySpan<byte> precertificate, VerificationKey issuer)
    {
        var kind = log.Algorithm switch { SignatureAlgorithm.RsaPkcs1 => 1, SignatureAlgorithm.Ed25519 => 7, _ => 3 };
        return HashAlgorithm == 4 && KeyKind == kind && log.Verify(Signed(precertificate, issuer), Signature.Span);
    }

    // digitally-signed struct of RFC 6962 §3.2: version 1, certificate timestamp, entry type precertificate.
    private byte[] Signed(ReadOnlySpan<byte> precertificate, VerificationKey issuer)
    {
        var time = new byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(time, Timestamp);
        var length = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, precertificate.Length);
        var extensions = new byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(extensions, (ushort)Extensions.Length);
        return [0, 0, .. time, 0, 1, .. SHA256.HashData(issuer.SubjectPublicKeyInfo.Span), .. length.AsSpan(1), .. precertificate, .. extensions, .. Extensions.Span];
    }
}
