using System.Security.Cryptography;
using System.Text;
using Attestry.Primitives.Findings;
using Attestry.Rego.Bundles;
using Attestry.Rego.Bundles.Signatures;

namespace Attestry.Rego.Tests.Bundles;

public sealed class BundleSignatureTests
{
    private const string Policy = "package app\n\nallow := true\n";

    private static readonly (string, string)[] Files = [(".manifest", """{"revision": "r",  "roots": ["app", "x"]}"""), ("app/p.rego", Policy), ("x/data.json", """{ "b": 1.50, "a": "é<" }""")];

    // OPA hashes structured files by walking them: sorted keys, no white space, no escaping of HTML, numbers as written.
    private static readonly string Payload = $$"""
        {"scope":"write","files":[
          {"name":".manifest","hash":"{{TestBundle.Hash("""{"revision":"r","roots":["app","x"]}""")}}","algorithm":"SHA-256"},
          {"name":"app/p.rego","hash":"{{TestBundle.Hash(Policy)}}","algorithm":"SHA-256"},
          {"name":"x/data.json","hash":"{{TestBundle.Hash("""{"a":"é<","b":1.50}""")}}","algorithm":"SHA-256"}]}
        """;

    private static readonly RSA Rsa = RSA.Create(2048);
    private static readonly ECDsa Ec = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    [Theory]
    [InlineData("RS256")]
    [InlineData("PS256")]
    [InlineData("ES256")]
    [InlineData("HS256")]
    public void A_signature_over_every_file_is_verified(string algorithm)
    {
        var bundle = TestBundle.Read(Reading(Key(algorithm)), Signed(algorithm, Payload));
        bundle.Signature.ShouldBe(new VerifiedSignature("k", algorithm, "write", 3));
        // The signature is no part of what the digest names.
        bundle.Digest.ShouldBe(TestBundle.Read(Files).Digest);
    }

    [Fact]
    public void Spelling_of_structured_files_does_not_matter_and_everything_else_does()
    {
        var reading = Reading(Key("ES256"));
        TestBundle.Read(reading, Changed(("x/data.json", """{"a":"é<","b":1.50}"""))).Signature.ShouldNotBeNull();
        TestBundle.Problems(reading, Changed(("x/data.json", """{"a":"é<","b":1.51}""")))[0].Location.ShouldBe("x/data.json");
        TestBundle.Problems(reading, Changed(("app/p.rego", Policy + "\n")))[0].Id.ShouldBe(BundleFindings.FileMismatch);
        TestBundle.Problems(reading, [.. Signed("ES256", Payload), ("app/q.rego", "package app")])[0].Message.ShouldContain("not signed");
        TestBundle.Problems(reading, [.. Signed("ES256", Payload).Where(file => file.Item1 != "app/p.rego")])[0].Message.ShouldContain("not there");
        TestBundle.Problems(reading, [.. Changed(("app/p.rego", "package x")), ("app/q.rego", "package app")]).Count.ShouldBe(2);
    }

    [Fact]
    public void A_key_that_is_not_the_signature_s_is_refused()
    {
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var signed = Signed("ES256", Payload);
        TestBundle.Problems(Reading(Key("ES256") with { Material = other.ExportSubjectPublicKeyInfoPem() }), signed)[0].Id.ShouldBe(BundleFindings.SignatureInvalid);
        TestBundle.Problems(Reading(Key("ES256") with { Id = "other" }), signed)[0].Message.ShouldContain("'k', which is not configured");
        TestBundle.Problems(Reading(Key("RS256")), signed)[0].Id.ShouldBe(BundleFindings.SignatureInvalid);
        TestBundle.Problems(Reading(Key("ES256") with { Material = "nonsense" }), signed)[0].Message.ShouldContain("cannot be read");
        TestBundle.Read(new BundleReading { Verification = new() { Keys = [Key("ES256") with { Id = "mine" }], KeyId = "mine" } }, signed).Signature!.KeyId.ShouldBe("mine");
    }

    [Fact]
    public void A_public_key_is_not_taken_for_a_secret()
    {
        var pem = Ec.ExportSubjectPublicKeyInfoPem();
        (string, string)[] forged = [.. Files, (".signatures.json", TestBundle.Signed(Payload, "HS256", "k", data => HMACSHA256.HashData(Encoding.UTF8.GetBytes(pem), data)))];
        TestBundle.Problems(Reading(Key("ES256")), forged)[0].Id.ShouldBe(BundleFindings.SignatureInvalid);
        (string, string)[] none = [.. Files, (".signatures.json", TestBundle.Signed(Payload, "none", "k", _ => []))];
        TestBundle.Problems(Reading(Key("ES256")), none)[0].Id.ShouldBe(BundleFindings.SignatureInvalid);
        TestBundle.Problems(Reading(Key("ES256") with { Algorithm = "none" }), none)[0].Id.ShouldBe(BundleFindings.SignatureInvalid);
    }

    [Fact]
    public void The_scope_is_the_key_s()
    {
        TestBundle.Problems(Reading(Key("HS256") with { Scope = "read" }), Signed("HS256", Payload))[0].Message.ShouldContain("scope");
        TestBundle.Problems(Reading(Key("HS256") with { Scope = null }), Signed("HS256", Payload))[0].Message.ShouldContain("scope");
        TestBundle.Problems(Reading(Key("HS256")), Signed("HS256", Payload.Replace("\"scope\":\"write\",", "", StringComparison.Ordinal)))[0].Message.ShouldContain("scope");
    }

    [Fact]
    public void Signed_and_unsigned_are_never_confused()
    {
        TestBundle.Problems(Reading(Key("HS256")), Files)[0].Id.ShouldBe(BundleFindings.NotSigned);
        TestBundle.Problems(Signed("HS256", Payload))[0].Id.ShouldBe(BundleFindings.SignatureInvalid);
        TestBundle.Read(new BundleReading { IgnoreSignature = true }, Signed("HS256", Payload)).Signature.ShouldBeNull();
        Should.Throw<ArgumentException>(() => new BundleVerification { Keys = [] });
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("{}")]
    [InlineData("""{"signatures":[]}""")]
    [InlineData("""{"signatures":["a.b.c","a.b.c"]}""")]
    [InlineData("""{"signatures":["a.b"]}""")]
    [InlineData("""{"signatures":["e30.e30"]}""")]
    [InlineData("""{"signatures":[null]}""")]
    [InlineData("""{"signatures":["e30.bnVsbA.e30"]}""")]
    [InlineData("""{"plugin":"other","signatures":["e30.e30.e30"]}""")]
    public void A_bad_signature_file_is_named(string content)
    {
        var problem = TestBundle.Problems(Reading(Key("HS256")), [.. Files, (".signatures.json", content)])[0];
        (problem.Id, problem.Location).ShouldBe((BundleFindings.SignatureMalformed, ".signatures.json"));
    }

    [Theory]
    [InlineData("MD5")]
    [InlineData("SHA-1")]
    [InlineData("")]
    public void Broken_hashes_do_not_count(string hash) =>
        TestBundle.Problems(Reading(Key("HS256")), Signed("HS256", Payload.Replace("SHA-256", hash, StringComparison.Ordinal)))
            .ShouldAllBe(finding => finding.Id == BundleFindings.FileMismatch && finding.Message.Contains("not accepted"));

    [Theory]
    [InlineData("RS256")]
    [InlineData("PS384")]
    [InlineData("ES256")]
    [InlineData("HS512")]
    public async Task What_is_signed_here_verifies(string algorithm)
    {
        var files = Files.Select(file => new BundleFile(file.Item1, Encoding.UTF8.GetBytes(file.Item2))).ToList();
        var key = Key(algorithm);
        var signature = BundleSigner.Sign(files, key with { Material = algorithm[0] == 'H' ? key.Material : Private(algorithm).ExportPkcs8PrivateKeyPem() });
        var archive = BundleWriter.WriteArchive([signature, .. files]);
        BundleWriter.WriteArchive([.. files, signature]).ShouldBe(archive);
        (await TestBundle.ReadArchiveAsync(archive, Reading(key))).Signature.ShouldBe(new VerifiedSignature("k", algorithm, "write", 3));
    }

    [Fact]
    public void A_key_that_cannot_sign_is_refused()
    {
        foreach (var key in new[] { Key("ES256"), Key("RS256"), Key("ES256") with { Material = "" }, Key("ES256") with { Material = Rsa.ExportPkcs8PrivateKeyPem() } })
            Should.Throw<BundleException>(() => BundleSigner.Sign([], key)).Findings[0].Message.ShouldContain("k (");
    }

    [Fact]
    public void The_secret_is_not_in_its_text() => Key("HS256").ToString().ShouldBe("k (HS256)");

    private static AsymmetricAlgorithm Private(string algorithm) => algorithm[0] == 'E' ? Ec : Rsa;

    private static BundleReading Reading(BundleKey key) => new() { Verification = new() { Keys = [key] } };

    private static (string, string)[] Changed((string Path, string Content) file) =>
        [.. Signed("ES256", Payload).Select(one => one.Item1 == file.Path ? file : one)];

    private static (string, string)[] Signed(string algorithm, string payload) =>
        [.. Files, (".signatures.json", TestBundle.Signed(payload, algorithm, "k", data => Sign(algorithm, data)))];

    private static byte[] Sign(string algorithm, byte[] data) => algorithm switch
    {
        "RS256" => Rsa.SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
        "PS256" => Rsa.SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pss),
        "ES256" => Ec.SignData(data, HashAlgorithmName.SHA256),
        _ => HMACSHA256.HashData("secret"u8.ToArray(), data),
    };

    private static BundleKey Key(string algorithm) => new("k", algorithm, algorithm switch
    {
        "ES256" => Ec.ExportSubjectPublicKeyInfoPem(),
        "HS256" or "HS512" => "secret",
        _ => Rsa.ExportSubjectPublicKeyInfoPem(),
    }, "write");
}
