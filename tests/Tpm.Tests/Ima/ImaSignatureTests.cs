using System.Buffers.Binary;
using System.Security.Cryptography;
using Attestry.Primitives.Findings;
using Attestry.TestKit.Tpm;
using Attestry.Tpm.Ima;

namespace Attestry.Tpm.Tests.Ima;

public sealed class ImaSignatureTests : IDisposable
{
    private static readonly byte[] Digest = SHA256.HashData("content"u8);

    private readonly RSA _rsa = RSA.Create(2048);
    private readonly ECDsa _ecdsa = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly ImaKey _rsaKey;
    private readonly ImaKey _ecdsaKey;
    private readonly ImaSignatureVerifier _verifier;

    public ImaSignatureTests()
    {
        _rsaKey = ImaKey.Of(_rsa.ExportSubjectPublicKeyInfo())!;
        _ecdsaKey = ImaKey.Of(_ecdsa.ExportSubjectPublicKeyInfo())!;
        _verifier = new([_rsaKey, _ecdsaKey]);
    }

    public void Dispose()
    {
        _rsaKey.Dispose();
        _ecdsaKey.Dispose();
        _rsa.Dispose();
        _ecdsa.Dispose();
    }

    [Fact]
    public void Accepts_versions_two_and_three_by_keys_of_the_keyring()
    {
        var rsa = _rsa.SignHash(Digest, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        _verifier.Verify(Entry("sha256", Header(3, 2, _rsaKey.Id, rsa))).ShouldBeNull();
        var ecdsa = _ecdsa.SignHash(Digest, DSASignatureFormat.Rfc3279DerSequence);
        _verifier.Verify(Entry("sha256", Header(3, 2, _ecdsaKey.Id, ecdsa))).ShouldBeNull();
        var verity = _ecdsa.SignHash(SHA256.HashData([6, 4, .. Digest]), DSASignatureFormat.Rfc3279DerSequence);
        _verifier.Verify(Entry("verity:sha256", Header(6, 3, _ecdsaKey.Id, verity))).ShouldBeNull();
    }

    [Fact]
    public void Names_why_a_signature_does_not_count()
    {
        var good = _rsa.SignHash(Digest, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        Of("sha256", []).ShouldBe(ImaFindings.SignatureMissing);
        Of("sha256", Header(3, 2, 0x01020304, good)).ShouldBe(ImaFindings.SignatureKeyUnknown);
        Of("sha256", Header(3, 2, _ecdsaKey.Id, good)).ShouldBe(ImaFindings.SignatureInvalid);
        Of("sha256", Header(3, 2, _rsaKey.Id, [.. good[..^1], (byte)(good[^1] ^ 1)])).ShouldBe(ImaFindings.SignatureInvalid);
        Of("sha256", [.. Header(3, 2, _rsaKey.Id, good), 0]).ShouldBe(ImaFindings.SignatureMalformed);
        Of("sha256", [3, 2]).ShouldBe(ImaFindings.SignatureMalformed);
        // A signature over a file's digest must not pass for one over a Merkle tree, nor the other way round.
        Of("verity:sha256", Header(3, 2, _rsaKey.Id, good)).ShouldBe(ImaFindings.SignatureMalformed);
        Of("sha256", Header(6, 3, _rsaKey.Id, good)).ShouldBe(ImaFindings.SignatureMalformed);
        Of("sha1", Header(3, 2, _rsaKey.Id, good)).ShouldBe(ImaFindings.SignatureMalformed);
    }

    [Fact]
    public void Takes_the_key_id_from_a_certificate()
    {
        var request = new System.Security.Cryptography.X509Certificates.CertificateRequest("CN=ima", _ecdsa, HashAlgorithmName.SHA256);
        var named = new System.Security.Cryptography.X509Certificates.X509SubjectKeyIdentifierExtension([9, 9, 1, 2, 3, 4], false);
        request.CertificateExtensions.Add(named);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));
        using var key = ImaKey.Of(certificate);
        key!.Id.ShouldBe(0x01020304u);
        ImaKey.Of([1, 2, 3]).ShouldBeNull();
    }

    private string? Of(string algorithm, byte[] signature) => _verifier.Verify(Entry(algorithm, signature))?.Id;

    private static ImaEntry Entry(string algorithm, byte[] signature)
    {
        var typed = algorithm.Contains(':');
        var log = new TestImaLog().Add(typed ? "ima-sigv2" : "ima-sig", TestImaLog.Digest(algorithm, Digest), TestImaLog.Name("/bin/x"), TestImaLog.Hex(signature));
        return new ImaBinaryReader(new MemoryStream(log.Binary)).Read()!;
    }

    private static byte[] Header(byte type, byte version, uint id, byte[] signature)
    {
        var header = new byte[9 + signature.Length];
        (header[0], header[1], header[2]) = (type, version, 4);
        BinaryPrimitives.WriteUInt32BigEndian(header.AsSpan(3), id);
        BinaryPrimitives.WriteUInt16BigEndian(header.AsSpan(7), (ushort)signature.Length);
        signature.CopyTo(header, 9);
        return header;
    }
}
