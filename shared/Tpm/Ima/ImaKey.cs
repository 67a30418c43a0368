using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Attestry.Tpm.Ima;

/// <summary>A key of an IMA keyring. Signatures name it by the last four bytes of its subject key identifier.</summary>
public sealed class ImaKey : IDisposable
{
    private readonly RSA? _rsa;
    private readonly ECDsa? _ecdsa;

    private ImaKey(uint id, RSA? rsa, ECDsa? ecdsa) => (Id, _rsa, _ecdsa) = (id, rsa, ecdsa);

    public uint Id { get; }

    /// <returns>Null when the certificate's key is neither RSA nor ECDSA.</returns>
    public static ImaKey? Of(X509Certificate2 certificate)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        var (rsa, ecdsa) = (certificate.GetRSAPublicKey(), certificate.GetECDsaPublicKey());
        var identifier = certificate.Extensions.OfType<X509SubjectKeyIdentifierExtension>().FirstOrDefault()?.SubjectKeyIdentifierBytes.ToArray();
        return rsa is null && ecdsa is null ? null : new(Tail(identifier is { Length: >= 4 } ? identifier : Identifier(certificate.PublicKey.ExportSubjectPublicKeyInfo())), rsa, ecdsa);
    }

    /// <param name="subjectPublicKeyInfo">DER.</param>
    /// <returns>Null when it holds neither an RSA nor an ECDSA key.</returns>
    public static ImaKey? Of(byte[] subjectPublicKeyInfo)
    {
        ArgumentNullException.ThrowIfNull(subjectPublicKeyInfo);
        try
        {
            var key = PublicKey.CreateFromSubjectPublicKeyInfo(subjectPublicKeyInfo, out var read);
            if (read != subjectPublicKeyInfo.Length)
                return null;
            var (rsa, ecdsa) = (key.GetRSAPublicKey(), key.GetECDsaPublicKey());
            return rsa is null && ecdsa is null ? null : new(Tail(Identifier(subjectPublicKeyInfo)), rsa, ecdsa);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <param name="hash">That was signed.</param>
    /// <param name="signature">RSASSA-PKCS1-v1_5, or ECDSA in DER.</param>
    internal bool Verify(ReadOnlySpan<byte> hash, HashAlgorithmName algorithm, ReadOnlySpan<byte> signature) =>
        _rsa?.VerifyHash(hash, signature, algorithm, RSASignaturePadding.Pkcs1)
        ?? _ecdsa!.VerifyHash(hash, signature, DSASignatureFormat.Rfc3279DerSequence);

    public void Dispose()
    {
        _rsa?.Dispose();
        _ecdsa?.Dispose();
    }

    private static uint Tail(ReadOnlySpan<byte> identifier) => System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(identifier[^4..]);

    /// <summary>RFC 5280 §4.2.1.2, method 1: SHA-1 of the bits of the key.</summary>
    [System.Diagnostics.CodeAnalysis.SuppressMessage("Security", "CA5350", Justification = "An identifier, defined so.")]
    private static byte[] Identifier(ReadOnlyMemory<byte> subjectPublicKeyInfo)
    {
        var sequence = new AsnReader(subjectPublicKeyInfo, AsnEncodingRules.DER).ReadSequence();
        sequence.ReadEncodedValue();
        return SHA1.HashData(sequence.ReadBitString(out _));
    }
}
