using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;

namespace Attestry.TestKit.Signing;

/// <summary>A timestamp authority (RFC 3161).</summary>
public sealed class TestTimestampAuthority : IDisposable
{
    public TestTimestampAuthority(string uri, DateTimeOffset? notAfter = null)
    {
        Uri = uri;
        Authority = new(uri.Replace('/', ' ').Replace(':', ' '));
        Leaf = Authority.IssueTimestamping(TestSigstore.SignedAt.AddMonths(-1), notAfter ?? TestSigstore.SignedAt.AddYears(1));
    }

    public string Uri { get; }

    public TestCertificateAuthority Authority { get; }

    public X509Certificate2 Leaf { get; }

    /// <summary>A response that grants a timestamp over <paramref name="content"/>, DER.</summary>
    public byte[] Stamp(byte[] content, DateTimeOffset at, bool withCertificate = false, HashAlgorithmName? imprint = null) =>
        Stamp(CryptographicOperations.HashData(imprint ?? HashAlgorithmName.SHA256, content), CryptoConfigOid(imprint ?? HashAlgorithmName.SHA256), at, withCertificate, nonce: null);

    /// <summary>Answers a request (RFC 3161 §2.4.1).</summary>
    public byte[] Answer(byte[] request, DateTimeOffset at)
    {
        if (!Rfc3161TimestampRequest.TryDecode(request, out var read, out _))
            throw new ArgumentException("Not a timestamp request.", nameof(request));
        return Stamp(read.GetMessageHash().ToArray(), read.HashAlgorithmId, at, read.RequestSignerCertificate, read.GetNonce());
    }

    public void Dispose()
    {
        Leaf.Dispose();
        Authority.Dispose();
    }

    private byte[] Stamp(byte[] hash, Oid algorithm, DateTimeOffset at, bool withCertificate, ReadOnlyMemory<byte>? nonce)
    {
        var serial = RandomNumberGenerator.GetBytes(8);
        serial[0] = (byte)(serial[0] & 0x7F | 0x40);
        var info = new Rfc3161TimestampTokenInfo(
            new Oid("1.3.6.1.4.1.57264.2"), algorithm, hash, serial, at, nonce: nonce);
        var cms = new SignedCms(new ContentInfo(new Oid("1.2.840.113549.1.9.16.1.4"), info.Encode()));
        var signer = new CmsSigner(SubjectIdentifierType.IssuerAndSerialNumber, Leaf)
        {
            DigestAlgorithm = new Oid("2.16.840.1.101.3.4.2.1"),
            IncludeOption = withCertificate ? X509IncludeOption.EndCertOnly : X509IncludeOption.None,
        };
        signer.SignedAttributes.Add(new AsnEncodedData(new Oid("1.2.840.113549.1.9.16.2.47"), SigningCertificate()));
        cms.ComputeSignature(signer);
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            using (writer.PushSequence())
                writer.WriteInteger(0);
            writer.WriteEncodedValue(cms.Encode());
        }
        return writer.Encode();
    }

    // SigningCertificateV2 with one ESSCertIDv2 under its default hash, SHA-256 (RFC 5035 §3).
    private byte[] SigningCertificate()
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        using (writer.PushSequence())
        using (writer.PushSequence())
            writer.WriteOctetString(SHA256.HashData(Leaf.RawData));
        return writer.Encode();
    }

    private static Oid CryptoConfigOid(HashAlgorithmName hash) => new(hash == HashAlgorithmName.SHA1 ? "1.3.14.3.2.26" : "2.16.840.1.101.3.4.2.1");
}
