using System.Buffers.Binary;
using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Attestry.Sigstore.Keys;

namespace Attestry.TestKit.Signing;

/// <summary>A certificate transparency log that promises whatever it is shown (RFC 6962 §3.2).</summary>
public sealed class TestCertificateLog
{
    public SigningKey Key { get; } = SigningKey.GenerateEcdsaP256();

    public byte[] Id => SHA256.HashData(Key.Public.SubjectPublicKeyInfo.Span);

    /// <summary>Bytes within the promise that the log signs too, as those of tiled logs carry their index.</summary>
    public byte[] Extensions { get; init; } = [];

    /// <param name="without">The certificate as it is but for this extension.</param>
    public X509Extension Promise(X509Certificate2 without, X509Certificate2 issuer, DateTimeOffset at)
    {
        var time = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(time, at.ToUnixTimeMilliseconds());
        var toBeSigned = new AsnReader(without.RawData, AsnEncodingRules.DER).ReadSequence().ReadEncodedValue().ToArray();
        byte[] length = [(byte)(toBeSigned.Length >> 16), (byte)(toBeSigned.Length >> 8), (byte)toBeSigned.Length];
        var issuerHash = SHA256.HashData(issuer.PublicKey.ExportSubjectPublicKeyInfo());
        var signature = Key.Sign([0, 0, .. time, 0, 1, .. issuerHash, .. length, .. toBeSigned, .. Sized(Extensions)]);
        byte[] promise = [0, .. Id, .. time, .. Sized(Extensions), 4, 3, .. Sized(signature)];
        var writer = new AsnWriter(AsnEncodingRules.DER);
        writer.WriteOctetString(Sized(Sized(promise)));
        return new("1.3.6.1.4.1.11129.2.4.2", writer.Encode(), critical: false);
    }

    private static byte[] Sized(byte[] content) => [(byte)(content.Length >> 8), (byte)content.Length, .. content];
}
