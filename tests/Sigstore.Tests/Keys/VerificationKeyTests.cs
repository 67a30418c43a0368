using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Attestry.Sigstore.Keys;

namespace Attestry.Sigstore.Tests.Keys;

public sealed class VerificationKeyTests
{
    private static readonly byte[] Data = "what is signed"u8.ToArray();

    [Theory]
    [InlineData("nistP256", SignatureAlgorithm.EcdsaP256, "SHA256")]
    [InlineData("nistP384", SignatureAlgorithm.EcdsaP384, "SHA384")]
    [InlineData("nistP521", SignatureAlgorithm.EcdsaP521, "SHA512")]
    public void Verifies_what_an_elliptic_curve_key_signed(string curve, SignatureAlgorithm algorithm, string hash)
    {
        using var ecdsa = ECDsa.Create(ECCurve.CreateFromFriendlyName(curve));
        var key = SigningKey.FromPem(ecdsa.ExportPkcs8PrivateKeyPem());

        key.Public.Algorithm.ShouldBe(algorithm);
        key.Public.Verify(Data, key.Sign(Data)).ShouldBeTrue();
        key.Public.Verify(Data, ecdsa.SignData(Data, new HashAlgorithmName(hash), DSASignatureFormat.Rfc3279DerSequence)).ShouldBeTrue();
        key.Public.Verify(Data, ecdsa.SignData(Data, HashAlgorithmName.SHA1, DSASignatureFormat.Rfc3279DerSequence)).ShouldBeFalse();
        key.Public.Verify(Data.AsSpan(1), key.Sign(Data)).ShouldBeFalse();
        SigningKey.GenerateEcdsaP256().Public.Verify(Data, key.Sign(Data)).ShouldBeFalse();
    }

    [Fact]
    public void Verifies_an_rsa_key_only_with_the_padding_it_is_trusted_for()
    {
        using var rsa = RSA.Create(2048);
        var pem = rsa.ExportSubjectPublicKeyInfoPem();
        var pkcs1 = rsa.SignData(Data, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var pss = rsa.SignData(Data, HashAlgorithmName.SHA256, RSASignaturePadding.Pss);

        VerificationKey.FromPem(pem).Verify(Data, pkcs1).ShouldBeTrue();
        VerificationKey.FromPem(pem).Verify(Data, pss).ShouldBeFalse();
        VerificationKey.FromPem(pem, SignatureAlgorithm.RsaPss).Verify(Data, pss).ShouldBeTrue();
        VerificationKey.FromPem(pem, SignatureAlgorithm.RsaPss).Verify(Data, pkcs1).ShouldBeFalse();
        VerificationKey.FromPem(rsa.ExportRSAPublicKeyPem()).KeyId.ShouldBe(VerificationKey.FromPem(pem).KeyId);
        SigningKey.FromPem(rsa.ExportPkcs8PrivateKeyPem()).Sign(Data).ShouldBe(pkcs1);
    }

    [Fact]
    public void Signs_and_verifies_the_first_vector_of_RFC_8032()
    {
        var seed = Convert.FromHexString("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60");
        var key = SigningKey.FromPem(PemEncoding.WriteString("PRIVATE KEY", [.. Convert.FromHexString("302e020100300506032b657004220420"), .. seed]));

        Convert.ToHexStringLower(key.Public.SubjectPublicKeyInfo.Span)
            .ShouldBe("302a300506032b6570032100d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");
        Convert.ToHexStringLower(key.Sign([]))
            .ShouldBe("e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b");
        key.Public.Verify([], key.Sign([])).ShouldBeTrue();
        key.Public.Verify([0], key.Sign([])).ShouldBeFalse();
    }

    [Fact]
    public void A_refused_Ed25519_signature_leaves_no_error_for_the_next_operation()
    {
        var ed25519 = SigningKey.GenerateEd25519();
        var ecdsa = SigningKey.GenerateEcdsaP256();

        ed25519.Public.Verify(Data, new byte[64]).ShouldBeFalse();
        ed25519.Public.Verify(Data, new byte[63]).ShouldBeFalse();

        ecdsa.Public.Verify(Data, ecdsa.Sign(Data)).ShouldBeTrue();
    }

    [Fact]
    public void Private_keys_survive_the_way_through_PEM()
    {
        foreach (var key in new[] { SigningKey.GenerateEcdsaP256(), SigningKey.GenerateEd25519() })
        {
            var again = SigningKey.FromPem(key.ToPem());

            again.Public.KeyId.ShouldBe(key.Public.KeyId);
            VerificationKey.FromPem(key.Public.ToPem()).Verify(Data, again.Sign(Data)).ShouldBeTrue();
        }
    }

    [Fact]
    public void Takes_the_key_of_a_certificate()
    {
        using var ecdsa = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = new CertificateRequest("CN=signer", ecdsa, HashAlgorithmName.SHA256)
            .CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddDays(1));

        VerificationKey.FromPem(certificate.ExportCertificatePem()).KeyId
            .ShouldBe(VerificationKey.FromPem(ecdsa.ExportSubjectPublicKeyInfoPem()).KeyId);
    }

    [Fact]
    public void Key_id_and_hint_are_those_that_cosign_writes()
    {
        if (Corpora.Path("cosign/cosign.pub") is not { } path)
            return;
        var key = VerificationKey.FromPem(File.ReadAllText(path));

        key.Hint.ShouldBe("LC/WMFGWaFaqtcO/QBCJCmpr05zzpTTawycXjDvOUes=");
        Convert.FromHexString(key.KeyId).ShouldBe(Convert.FromBase64String(key.Hint));
    }

    [Fact]
    public void Refuses_what_is_not_one_strong_public_key()
    {
        using var small = RSA.Create(1024);
        using var ecdsa = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var curve = ECDsa.Create(ECCurve.CreateFromFriendlyName("secp256k1"));
        var parameters = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        parameters.ImportParameters(ecdsa.ExportExplicitParameters(true));
        var good = ecdsa.ExportSubjectPublicKeyInfo();

        string[] refused =
        [
            "",
            "no key at all",
            small.ExportSubjectPublicKeyInfoPem(),
            curve.ExportSubjectPublicKeyInfoPem(),
            parameters.ExportSubjectPublicKeyInfoPem(),
            ecdsa.ExportPkcs8PrivateKeyPem(),
            ecdsa.ExportSubjectPublicKeyInfoPem() + "\n" + ecdsa.ExportSubjectPublicKeyInfoPem(),
            PemEncoding.WriteString("PUBLIC KEY", [.. good, 0]),
            PemEncoding.WriteString("PUBLIC KEY", good.AsSpan(0, good.Length - 1)),
            PemEncoding.WriteString("CERTIFICATE", good),
            PemEncoding.WriteString("PUBLIC KEY", Convert.FromHexString("302a300506032b6570032100d75a980182b10ab7")),
            new string(' ', 1 << 20),
        ];
        foreach (var pem in refused)
            Should.Throw<FormatException>(() => VerificationKey.FromPem(pem));
        parameters.Dispose();
    }

    [Fact]
    public void An_error_about_a_private_key_does_not_repeat_it()
    {
        var pem = SigningKey.GenerateEcdsaP256().ToPem();
        var secret = pem.Split('\n')[1];

        Should.Throw<FormatException>(() => VerificationKey.FromPem(pem)).ToString().ShouldNotContain(secret);
        Should.Throw<FormatException>(() => SigningKey.FromPem(pem.Replace("PRIVATE", "ENCRYPTED PRIVATE"))).ToString().ShouldNotContain(secret);
    }

    [Fact]
    public void One_key_verifies_from_many_threads()
    {
        var key = SigningKey.GenerateEd25519();
        var signature = key.Sign(Data);

        Enumerable.Range(0, 200).AsParallel().All(_ => key.Public.Verify(Data, signature)).ShouldBeTrue();
    }

    [Fact]
    public void Reads_JSON_Web_Keys_of_every_kind()
    {
        foreach (var curve in new[] { ECCurve.NamedCurves.nistP256, ECCurve.NamedCurves.nistP384, ECCurve.NamedCurves.nistP521 })
        {
            using var ecdsa = ECDsa.Create(curve);
            var point = ecdsa.ExportParameters(false).Q;
            var jwk = $$"""{"kty":"EC","crv":"P-{{ecdsa.KeySize}}","x":"{{Text(point.X!)}}","y":"{{Text(point.Y!)}}","use":"sig"}""";
            VerificationKey.FromText(jwk).SubjectPublicKeyInfo.ToArray().ShouldBe(ecdsa.ExportSubjectPublicKeyInfo());
        }
        using var rsa = RSA.Create(2048);
        var (modulus, exponent) = (rsa.ExportParameters(false).Modulus!, rsa.ExportParameters(false).Exponent!);
        var text = $$"""{"kty":"RSA","n":"{{Text(modulus)}}","e":"{{Text(exponent)}}"}""";
        VerificationKey.FromText(text).Algorithm.ShouldBe(SignatureAlgorithm.RsaPkcs1);
        VerificationKey.FromText(text.Replace("\"kty\"", "\"alg\":\"PS256\",\"kty\"", StringComparison.Ordinal)).Verify("data"u8, rsa.SignData("data"u8, HashAlgorithmName.SHA256, RSASignaturePadding.Pss)).ShouldBeTrue();
        var ed25519 = SigningKey.GenerateEd25519();
        VerificationKey.FromText($$"""{"kty":"OKP","crv":"Ed25519","x":"{{Text(ed25519.Public.SubjectPublicKeyInfo.ToArray()[^32..])}}"}""").Verify("data"u8, ed25519.Sign("data"u8)).ShouldBeTrue();

        static string Text(byte[] bytes) => System.Buffers.Text.Base64Url.EncodeToString(bytes);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("{\"kty\":\"oct\",\"k\":\"AA\"}")]
    [InlineData("{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"AA\",\"y\":\"AA\"}")]
    [InlineData("{\"kty\":\"EC\",\"crv\":\"secp256k1\",\"x\":\"AA\",\"y\":\"AA\"}")]
    [InlineData("{\"kty\":\"RSA\",\"n\":\"AQ\",\"e\":\"AQAB\"}")]
    [InlineData("{\"kty\":\"OKP\",\"crv\":\"X25519\",\"x\":\"AA\"}")]
    [InlineData("{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"AA\"}")]
    [InlineData("{\"kty\":\"EC\",\"kty\":\"RSA\"}")]
    [InlineData("{\"kty\":1}")]
    public void Refuses_JSON_that_is_no_public_key(string text) => Should.Throw<FormatException>(() => VerificationKey.FromText(text));

    [Fact]
    public void Refuses_a_private_JSON_Web_Key_and_says_so() =>
        Should.Throw<FormatException>(() => VerificationKey.FromText("""{"kty":"EC","crv":"P-256","x":"AA","y":"AA","d":"AA"}""")).Message.ShouldContain("private key");
}
