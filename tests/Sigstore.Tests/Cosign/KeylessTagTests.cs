using System.Text.Json;
using System.Text.Json.Nodes;
using Attestry.Primitives;
using Attestry.Primitives.Findings;
using Attestry.Sigstore.Cosign;
using Attestry.Sigstore.Keys;
using Attestry.Sigstore.Trust;
using Attestry.TestKit.Signing;

namespace Attestry.Sigstore.Tests.Cosign;

/// <summary>cosign's old layout, signed with certificates.</summary>
public sealed class KeylessTagTests : IDisposable
{
    private const string Bundle = "dev.sigstore.cosign/bundle";

    private const string Certificate = "dev.sigstore.cosign/certificate";

    private static readonly Digest Artifact = Digest.Sha256("an image"u8);

    private static readonly Digest Other = Digest.Sha256("another"u8);

    private static readonly DateTimeOffset Now = TestSigstore.SignedAt.AddHours(1);

    private readonly TestSigstore _sigstore = new();

    private SignatureRule Rule { get; set; } = new();

    public void Dispose() => _sigstore.Dispose();

    [Fact]
    public void Accepts_a_signature_with_its_log_entry()
    {
        var result = Verify(TestCosign.SignTag(_sigstore, Artifact));

        result.Verified.ShouldBeTrue(result.Finding?.Message);
        (result.Signer, result.SignedDigest, result.IsAttestation).ShouldBe(("release", Artifact, false));
        result.Logs.ShouldBe(["rekor.test"]);
        result.Times.ShouldHaveSingleItem().Time.ShouldBe(TestSigstore.SignedAt);
        result.Certificate!.Issuer.ShouldBe(new TestLeaf().Issuer);
    }

    [Fact]
    public void Counts_a_timestamp_beside_the_log()
    {
        Rule = new() { MinTimestamps = 2 };
        Verify(TestCosign.SignTag(_sigstore, Artifact)).Finding!.Id.ShouldBe(TimestampFindings.Missing);
        Verify(TestCosign.SignTag(_sigstore, Artifact, new() { StampedAt = TestSigstore.SignedAt })).Verified.ShouldBeTrue();
    }

    [Theory]
    [InlineData("dsse")]
    [InlineData("intoto")]
    public void Accepts_an_attestation_whichever_kind_of_entry_logs_it(string kind)
    {
        var result = Verify(TestCosign.AttestTag(_sigstore, Artifact, new() { Kind = kind }));

        result.Verified.ShouldBeTrue(result.Finding?.Message);
        (result.Signer, result.IsAttestation).ShouldBe(("release", true));
        result.Statement.IsEmpty.ShouldBeFalse();
    }

    [Fact]
    public void Refuses_what_is_about_another_artifact()
    {
        Refused(TestCosign.SignTag(_sigstore, Artifact, new() { Subject = Other }), SignatureFindings.DigestMismatch);
        Refused(TestCosign.AttestTag(_sigstore, Artifact, new() { Subject = Other }), SignatureFindings.DigestMismatch);
    }

    [Fact]
    public void Refuses_a_stranger_s_identity() =>
        Refused(TestCosign.SignTag(_sigstore, Artifact, new() { Leaf = new() { Subject = "https://github.com/evil/app/.github/workflows/a.yml@refs/heads/main" } }), SignatureFindings.IdentityMismatch);

    [Fact]
    public void Refuses_proofs_that_are_missing_or_another_signature_s()
    {
        var other = TestCosign.SignTag(_sigstore, Other);
        Refused(TestCosign.SignTag(_sigstore, Artifact, change: annotations => annotations.Remove(Bundle)), LogFindings.EntryMissing);
        Refused(TestCosign.SignTag(_sigstore, Artifact, change: annotations => annotations[Bundle] = Layer(other)[Bundle]!.DeepClone()), LogFindings.EntryMismatch);
        Refused(TestCosign.SignTag(_sigstore, Artifact, change: annotations => annotations[Certificate] = Layer(other)[Certificate]!.DeepClone()), SignatureFindings.Invalid, LogFindings.EntryMismatch);
        var envelope = TestCosign.AttestTag(_sigstore, Artifact, new() { Kind = "intoto" });
        Refused(TestCosign.AttestTag(_sigstore, Artifact, new() { Kind = "intoto" }, annotations => annotations[Bundle] = Layer(envelope)[Bundle]!.DeepClone()), LogFindings.EntryMismatch);
    }

    [Theory]
    [InlineData("integratedTime", LogFindings.PromiseInvalid)]
    [InlineData("logIndex", LogFindings.PromiseInvalid)]
    public void Refuses_an_altered_log_entry(string field, string id) => Refused(
        TestCosign.SignTag(_sigstore, Artifact, change: annotations =>
        {
            var bundle = JsonNode.Parse(annotations[Bundle]!.GetValue<string>())!;
            bundle["Payload"]![field] = bundle["Payload"]![field]!.GetValue<long>() + 1;
            annotations[Bundle] = bundle.ToJsonString();
        }),
        id);

    [Theory]
    [InlineData(Bundle, "{}")]
    [InlineData(Bundle, "{\"SignedEntryTimestamp\":\"\",\"Payload\":{},\"more\":1}")]
    [InlineData(Bundle, "not json")]
    [InlineData(Certificate, "-----BEGIN PRIVATE KEY-----\nAA==\n-----END PRIVATE KEY-----\n")]
    [InlineData(Certificate, "no PEM")]
    [InlineData("dev.sigstore.cosign/rfc3161timestamp", "[]")]
    [InlineData("dev.cosignproject.cosign/signature", "@")]
    public void Refuses_annotations_that_cannot_be_read(string name, string text) =>
        Refused(TestCosign.SignTag(_sigstore, Artifact, change: annotations => annotations[name] = text), SignatureFindings.Malformed);

    [Fact]
    public void Keys_can_be_held_to_the_same_proofs()
    {
        var key = SigningKey.GenerateEcdsaP256();
        var bare = CosignSigner.SignTag("registry.example/app", Artifact, key);
        var keys = new TrustedKey("key", key.Public, ["**"]);

        Scope(keys).Verify(CosignMediaTypes.SimpleSigning, Content(bare), Annotations(bare), Artifact).Verified.ShouldBeTrue();
        Rule = new() { ProveKeys = true };
        var proven = Scope(keys).Verify(CosignMediaTypes.SimpleSigning, Content(bare), Annotations(bare), Artifact);
        (proven.Verified, proven.Finding!.Id).ShouldBe((false, LogFindings.EntryMissing));
    }

    [Fact]
    public void Old_signatures_do_not_count_where_the_rule_bounds_their_age()
    {
        Rule = new() { MaxAge = TimeSpan.FromMinutes(61) };
        Verify(TestCosign.SignTag(_sigstore, Artifact)).Verified.ShouldBeTrue();
        Rule = new() { MaxAge = TimeSpan.FromMinutes(59) };
        Refused(TestCosign.SignTag(_sigstore, Artifact), SignatureFindings.TooOld);

        var key = SigningKey.GenerateEcdsaP256();
        var bare = CosignSigner.SignTag("registry.example/app", Artifact, key);
        Scope(new TrustedKey("key", key.Public, ["**"])).Verify(CosignMediaTypes.SimpleSigning, Content(bare), Annotations(bare), Artifact).Finding!.Id.ShouldBe(SignatureFindings.AgeUnknown);
    }

    [Fact]
    public void An_expired_certificate_counts_unless_the_rule_says_otherwise()
    {
        Verify(TestCosign.SignTag(_sigstore, Artifact)).Verified.ShouldBeTrue();
        Rule = new() { RequireCurrentCertificate = true };
        Refused(TestCosign.SignTag(_sigstore, Artifact), SignatureFindings.CertificateExpired);
        Verify(TestCosign.SignTag(_sigstore, Artifact, new() { Leaf = new() { NotAfter = Now.AddDays(1) } })).Verified.ShouldBeTrue();
    }

    [Fact]
    public void Only_signers_whom_the_rule_names_count()
    {
        Rule = new() { Signers = ["somebody else"] };
        Refused(TestCosign.SignTag(_sigstore, Artifact), SignatureFindings.KeylessUnsupported);
    }

    [Fact]
    public void A_certificate_that_nobody_published_counts_only_under_the_unsafe_option()
    {
        var signature = TestCosign.SignTag(_sigstore, Artifact, new() { WithSct = false });
        Refused(signature, CertificateFindings.SctMissing);
        Rule = new() { UnsafeWithoutSct = true };
        Verify(signature).Verified.ShouldBeTrue();
    }

    private void Refused(SignatureManifest signature, params string[] anyOf)
    {
        var result = Verify(signature);
        result.Verified.ShouldBeFalse();
        anyOf.ShouldContain(result.Finding!.Id, result.Finding.Message);
        result.Statement.IsEmpty.ShouldBeTrue();
    }

    private SignatureResult Verify(SignatureManifest signature) =>
        Scope().Verify(MediaType(signature), Content(signature), Annotations(signature), Artifact);

    private TrustScope Scope(params TrustedKey[] keys) => new(keys, [new("release", TestSigstore.Identity, ["**"])], _sigstore.Root(), Rule, Now);

    private static string MediaType(SignatureManifest signature) => JsonNode.Parse(signature.Bytes.Span)!["layers"]![0]!["mediaType"]!.GetValue<string>();

    private static ReadOnlyMemory<byte> Content(SignatureManifest signature) =>
        signature.Blobs[Digest.Parse(JsonNode.Parse(signature.Bytes.Span)!["layers"]![0]!["digest"]!.GetValue<string>())];

    private static JsonObject Layer(SignatureManifest signature) => JsonNode.Parse(signature.Bytes.Span)!["layers"]![0]!["annotations"]!.AsObject();

    private static Dictionary<string, string> Annotations(SignatureManifest signature) => Layer(signature).Deserialize<Dictionary<string, string>>()!;
}
