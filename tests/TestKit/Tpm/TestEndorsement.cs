using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Attestry.Tpm.Credentials;
using Attestry.Tpm.Structures;

namespace Attestry.TestKit.Tpm;

/// <summary>An endorsement key in memory with a certificate by a manufacturer of its own; it activates credentials as a TPM does.</summary>
public sealed class TestEndorsement : IDisposable
{
    private readonly RSA? _rsa;
    private readonly ECDiffieHellman? _ecc;

    private TestEndorsement(bool ecc)
    {
        if (ecc)
            _ecc = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        else
            _rsa = RSA.Create(2048);
        Public = Encode();
    }

    /// <summary>What is to be wrong with the certificate.</summary>
    public enum Fault
    {
        None = 0,
        Usage,
        Attributes,
        OtherKey,
        OtherRoot,
        Expired,
    }

    /// <summary>TPMT_PUBLIC.</summary>
    public byte[] Public { get; }

    /// <summary>DER.</summary>
    public byte[] Certificate { get; private set; } = [];

    public X509Certificate2 Root { get; private set; } = null!;

    public static TestEndorsement Create(bool ecc, DateTimeOffset now, Fault fault = Fault.None)
    {
        var endorsement = new TestEndorsement(ecc);
        using var issuer = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var trusted = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        endorsement.Root = SelfSigned(fault == Fault.OtherRoot ? trusted : issuer, now);
        using var signer = SelfSigned(issuer, now);
        endorsement.Certificate = endorsement.Issue(issuer, signer.SubjectName, now, fault);
        return endorsement;
    }

    /// <summary>TPM2_ActivateCredential: the secret, or null when the integrity does not hold for that name.</summary>
    public byte[]? Activate(CredentialBlob blob, TpmName name)
    {
        ArgumentNullException.ThrowIfNull(blob);
        ArgumentNullException.ThrowIfNull(name);
        var seed = _ecc is null ? RsaSeed(blob.EncryptedSecret.ToArray()) : EccSeed(blob.EncryptedSecret.Span);
        var id = blob.IdObject.Span;
        var mac = id[2..34];
        var encrypted = id[34..].ToArray();
        var key = KeyDerivation.KdfA(TpmHash.Sha256, seed, "INTEGRITY", [], [], 256);
        if (!HMACSHA256.HashData(key, (byte[])[.. encrypted, .. name.Bytes.Span]).AsSpan().SequenceEqual(mac))
            return null;
        using var aes = Aes.Create();
        aes.Key = KeyDerivation.KdfA(TpmHash.Sha256, seed, "STORAGE", name.Bytes.Span, [], 128);
        var padded = new byte[(encrypted.Length + 15) / 16 * 16];
        encrypted.CopyTo(padded, 0);
        var plain = aes.DecryptCfb(padded, new byte[16], PaddingMode.None, 128);
        return plain[2..(2 + (plain[0] << 8 | plain[1]))];
    }

    public void Dispose()
    {
        _rsa?.Dispose();
        _ecc?.Dispose();
        Root.Dispose();
    }

    private static X509Certificate2 SelfSigned(ECDsa key, DateTimeOffset now)
    {
        var request = new CertificateRequest("CN=Test TPM Manufacturer", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        using var whole = request.CreateSelfSigned(now.AddYears(-10), now.AddYears(10));
        return X509CertificateLoader.LoadCertificate(whole.RawData);
    }

    private byte[] Issue(ECDsa issuer, X500DistinguishedName issuerName, DateTimeOffset now, Fault fault)
    {
        using var stranger = RSA.Create(2048);
        var key = fault == Fault.OtherKey ? new PublicKey(stranger) : _rsa is not null ? new PublicKey(_rsa) : new PublicKey(_ecc!);
        var request = new CertificateRequest(new X500DistinguishedName("CN=host"), key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(fault == Fault.Usage ? "1.3.6.1.5.5.7.3.1" : "2.23.133.8.1")], false));
        if (fault != Fault.Attributes)
            request.CertificateExtensions.Add(new X509Extension("2.5.29.17", AlternativeName(), critical: true));
        var end = fault == Fault.Expired ? now.AddDays(-1) : now.AddYears(1);
        return request.Create(issuerName, X509SignatureGenerator.CreateForECDsa(issuer), now.AddYears(-1), end, [1]).RawData;
    }

    private static byte[] AlternativeName()
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        using (writer.PushSequence(new Asn1Tag(TagClass.ContextSpecific, 4, true)))
        using (writer.PushSequence())
        using (writer.PushSetOf())
            foreach (var (oid, value) in new[] { ("2.23.133.2.1", "id:54455354"), ("2.23.133.2.2", "Test"), ("2.23.133.2.3", "id:00010002") })
                using (writer.PushSequence())
                {
                    writer.WriteObjectIdentifier(oid);
                    writer.WriteCharacterString(UniversalTagNumber.UTF8String, value);
                }
        return writer.Encode();
    }

    // .NET's OAEP has no label, so the padding is taken off here (RFC 8017 §7.1.2).
    private byte[] RsaSeed(byte[] encrypted)
    {
        var parameters = _rsa!.ExportParameters(true);
        var number = System.Numerics.BigInteger.ModPow(
            new(encrypted, true, true), new(parameters.D!, true, true), new(parameters.Modulus!, true, true));
        var block = new byte[256];
        var bytes = number.ToByteArray(true, true);
        bytes.CopyTo(block, 256 - bytes.Length);
        var data = block[33..];
        var seed = Xor(block[1..33], Mask(data, 32));
        data = Xor(data, Mask(seed, data.Length));
        return data.AsSpan(0, 32).SequenceEqual(SHA256.HashData("IDENTITY\0"u8)) ? data[^32..] : [];
    }

    private static byte[] Mask(byte[] seed, int length) =>
        [.. Enumerable.Range(0, length / 32 + 1).SelectMany(i => SHA256.HashData([.. seed, 0, 0, 0, (byte)i])).Take(length)];

    private static byte[] Xor(byte[] left, byte[] right) => [.. left.Zip(right, (l, r) => (byte)(l ^ r))];

    private byte[] EccSeed(ReadOnlySpan<byte> point)
    {
        var (x, y) = (point[2..34].ToArray(), point[36..68].ToArray());
        using var other = ECDiffieHellman.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = new() { X = x, Y = y } });
        return KeyDerivation.KdfE(TpmHash.Sha256, _ecc!.DeriveRawSecretAgreement(other.PublicKey), "IDENTITY", x, _ecc.ExportParameters(false).Q.X, 256);
    }

    private byte[] Encode()
    {
        const TpmAttributes Attributes = TpmAttributes.FixedTpm | TpmAttributes.FixedParent | TpmAttributes.SensitiveDataOrigin
            | TpmAttributes.AdminWithPolicy | TpmAttributes.Restricted | TpmAttributes.Decrypt;
        var writer = new TpmWriter().U16((int)(_ecc is null ? TpmAlgorithm.Rsa : TpmAlgorithm.Ecc)).U16((int)TpmAlgorithm.Sha256).U32((uint)Attributes)
            .Sized(new byte[32]).U16((int)TpmAlgorithm.Aes).U16(128).U16((int)TpmAlgorithm.Cfb).U16((int)TpmAlgorithm.Null);
        if (_rsa is not null)
            return writer.U16(2048).U32(0).Sized(_rsa.ExportParameters(false).Modulus).Bytes;
        var point = _ecc!.ExportParameters(false).Q;
        return writer.U16(3).U16((int)TpmAlgorithm.Null).Sized(point.X).Sized(point.Y).Bytes;
    }
}
