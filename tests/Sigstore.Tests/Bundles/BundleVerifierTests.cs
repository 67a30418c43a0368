using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Attestry.Primitives;
using Attestry.Primitives.Findings;
using Attestry.Sigstore.Bundles;
using Attestry.Sigstore.Cosign;
using Attestry.Sigstore.Keys;
using Attestry.TestKit.Signing;

namespace Attestry.Sigstore.Tests.Bundles;

public sealed class BundleVerifierTests
{
    private const string ManifestType = "application/vnd.oci.image.manifest.v1+json";

    private static readonly TestAuthority Authority = new();

    private static readonly Digest Artifact = Digest.Sha256("an image"u8);

    public static TheoryData<string> Keys => ["ecdsa", "ed25519"];

    [Theory]
    [MemberData(nameof(Keys))]
    public void Verifies_a_signature_of_the_image(string kind)
    {
        var key = kind == "ecdsa" ? Authority.Key : Authority.Ed25519Key;
        var result = BundleVerifier.Verify(Signed(key), [Artifact], Authority.Trusted);

        result.Verified.ShouldBeTrue();
        result.Key!.KeyId.ShouldBe(key.Public.KeyId);
        result.SignedDigest.ShouldBe(Artifact);
        result.IsAttestation.ShouldBeFalse();
    }

    [Fact]
    public void Verifies_a_message_signature_by_the_artifact_s_digest()
    {
        var signature = Authority.Key.Sign("an image"u8);

        BundleVerifier.Verify(Message(signature), [Artifact], Authority.Trusted).Verified.ShouldBeTrue();
        Id(Message(Authority.Key.Sign("another"u8)), Authority.Trusted).ShouldBe(SignatureFindings.Invalid);
        Id(Message(signature, Digest.Sha256("another"u8)), Authority.Trusted).ShouldBe(SignatureFindings.DigestMismatch);
        Id(Message(signature), [Authority.Stranger.Public]).ShouldBe(SignatureFindings.KeyUntrusted);
    }

    [Fact]
    public void The_hint_is_only_a_hint()
    {
        var other = Edit(bundle => bundle["verificationMaterial"]!["publicKey"]!["hint"] = "the key of the year before");

        BundleVerifier.Verify(other, [Artifact], Authority.Trusted).Verified.ShouldBeTrue();
    }

    [Fact]
    public void A_valid_signature_by_an_untrusted_key_does_not_count()
    {
        var result = BundleVerifier.Verify(Signed(Authority.Stranger), [Artifact], Authority.Trusted);

        result.Verified.ShouldBeFalse();
        result.Key.ShouldBeNull();
        result.Finding!.Id.ShouldBe(SignatureFindings.KeyUntrusted);
        Id(Signed(Authority.Key), []).ShouldBe(SignatureFindings.KeyUntrusted);
    }

    [Fact]
    public void A_signature_of_another_image_does_not_count()
    {
        var result = BundleVerifier.Verify(Signed(Authority.Key), [Digest.Sha256("another image"u8)], Authority.Trusted);

        result.Verified.ShouldBeFalse();
        result.SignedDigest.ShouldBe(Artifact);
        result.Finding!.Id.ShouldBe(SignatureFindings.DigestMismatch);
    }

    [Fact]
    public void An_attestation_is_no_signature()
    {
        using var predicate = System.Text.Json.JsonDocument.Parse("{}");
        var manifest = CosignSigner.AttestReferrer(
            ManifestType, Artifact, 8, "https://slsa.dev/provenance/v1", predicate.RootElement, Authority.Key, DateTimeOffset.UnixEpoch);
        var result = BundleVerifier.Verify(Bundle(manifest), [Artifact], Authority.Trusted);

        result.Verified.ShouldBeTrue();
        result.IsAttestation.ShouldBeTrue();
    }

    [Fact]
    public void Digests_that_contradict_each_other_cover_nothing()
    {
        var sha512 = Digest.FromHash(HashAlgorithmName.SHA512, SHA512.HashData("an image"u8));
        var wrong = Digest.FromHash(HashAlgorithmName.SHA512, SHA512.HashData("another"u8));

        StatementOver(Artifact, sha512).Covers([Artifact, sha512]).ShouldBeTrue();
        StatementOver(Artifact, wrong).Covers([Artifact, sha512]).ShouldBeFalse();
        StatementOver(Artifact, wrong).Covers([Artifact]).ShouldBeTrue();
        StatementOver().Covers([Artifact]).ShouldBeFalse();

        static Attestry.Sigstore.InToto.StatementClaim StatementOver(params Digest[] digests) => new("type", [digests]);
    }

    [Theory]
    [InlineData(BundleMediaTypes.V01)]
    [InlineData(BundleMediaTypes.V02)]
    [InlineData(BundleMediaTypes.V03Parameter)]
    public void Reads_every_version(string mediaType) =>
        BundleVerifier.Verify(Edit(bundle => bundle["mediaType"] = mediaType), [Artifact], Authority.Trusted).Verified.ShouldBeTrue();

    [Fact]
    public void A_certificate_is_not_taken_for_a_key()
    {
        using var ecdsa = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var certificate = new System.Security.Cryptography.X509Certificates.CertificateRequest("CN=ci", ecdsa, HashAlgorithmName.SHA256)
            .CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));
        var bundle = Edit(
            root => root["verificationMaterial"] = new JsonObject { ["certificate"] = new JsonObject { ["rawBytes"] = Convert.ToBase64String(certificate.RawData) } });

        Id(bundle, Authority.Trusted).ShouldBe(SignatureFindings.KeylessUnsupported);
        Id(bundle, [VerificationKey.FromPem(ecdsa.ExportSubjectPublicKeyInfoPem())]).ShouldBe(SignatureFindings.KeylessUnsupported);
        certificate.Dispose();
    }

    public static TheoryData<string, string> Malformed => new()
    {
        { "unknown version", """{"mediaType":"application/vnd.dev.sigstore.bundle.v0.9+json"}""" },
        { "no version", """{"mediaType":null}""" },
        { "unknown field", """{"surprise":1}""" },
        { "unknown material", """{"verificationMaterial":{"publicKey":{"hint":"x"},"surprise":1}}""" },
        { "no material", """{"verificationMaterial":null}""" },
        { "no key and no certificate", """{"verificationMaterial":{}}""" },
        { "key and certificate", """{"verificationMaterial":{"publicKey":{"hint":"x"},"certificate":{"rawBytes":"AA=="}}}""" },
        { "certificate and chain", """{"verificationMaterial":{"certificate":{"rawBytes":"AA=="},"x509CertificateChain":{"certificates":[{"rawBytes":"AA=="}]}}}""" },
        { "a chain in v0.3", """{"verificationMaterial":{"x509CertificateChain":{"certificates":[{"rawBytes":"AA=="}]}}}""" },
        { "an empty chain", """{"mediaType":"application/vnd.dev.sigstore.bundle+json;version=0.1","verificationMaterial":{"x509CertificateChain":{"certificates":[]}}}""" },
        { "an empty certificate", """{"verificationMaterial":{"certificate":{"rawBytes":""}}}""" },
        { "two contents", """{"messageSignature":{"signature":"AA=="}}""" },
        { "no content", """{"dsseEnvelope":null}""" },
        { "no signature", """{"dsseEnvelope":{"payload":"AA==","payloadType":"t","signatures":[]}}""" },
        { "two signatures", """{"dsseEnvelope":{"payload":"AA==","payloadType":"t","signatures":[{"sig":"AA=="},{"sig":"AA=="}]}}""" },
        { "an unknown field in the envelope", """{"dsseEnvelope":{"payload":"AA==","payloadType":"t","signatures":[{"sig":"AA=="}],"payload2":"AA=="}}""" },
        { "base64 with stray bits", """{"dsseEnvelope":{"payload":"AB==","payloadType":"t","signatures":[{"sig":"AA=="}]}}""" },
        { "base64 with white space", """{"dsseEnvelope":{"payload":"A A==","payloadType":"t","signatures":[{"sig":"AA=="}]}}""" },
        { "a number for text", """{"dsseEnvelope":{"payload":1,"payloadType":"t","signatures":[{"sig":"AA=="}]}}""" },
    };

    [Theory]
    [MemberData(nameof(Malformed))]
    public void Refuses_a_bundle_with(string what, string replaced)
    {
        what.ShouldNotBeEmpty();
        var changes = JsonNode.Parse(replaced)!.AsObject();
        var bundle = Edit(root =>
        {
            foreach (var (name, value) in changes)
                root[name] = value?.DeepClone();
        });

        Id(bundle, Authority.Trusted).ShouldBe(SignatureFindings.Malformed);
    }

    [Fact]
    public void Refuses_what_is_no_JSON_object_or_names_a_field_twice()
    {
        var text = Encoding.UTF8.GetString(Signed(Authority.Key).Span);

        foreach (var bad in new[] { "", "null", "[]", "7", text[..^1], text + "{}", text.Insert(1, "\"mediaType\":\"x\","), new string('[', 1000), "\u00ff\u00fe", text.Replace(BundleMediaTypes.V03, "\\ud800", StringComparison.Ordinal) })
            Id(Encoding.UTF8.GetBytes(bad), Authority.Trusted).ShouldBe(SignatureFindings.Malformed, bad[..Math.Min(40, bad.Length)]);
        Id(new byte[64 << 20], Authority.Trusted).ShouldBe(SignatureFindings.Malformed);
    }

    private static string? Id(ReadOnlyMemory<byte> bundle, IReadOnlyCollection<VerificationKey> trusted)
    {
        var result = BundleVerifier.Verify(bundle, [Artifact], trusted);
        result.Verified.ShouldBeFalse();
        return result.Finding!.Id;
    }

    private static ReadOnlyMemory<byte> Signed(SigningKey key) =>
        Bundle(CosignSigner.SignReferrer(ManifestType, Artifact, 8, key, DateTimeOffset.UnixEpoch));

    private static ReadOnlyMemory<byte> Bundle(SignatureManifest manifest) => manifest.Blobs.Values.Single(blob => blob.Length > 2);

    private static ReadOnlyMemory<byte> Edit(Action<JsonObject> change)
    {
        var bundle = JsonNode.Parse(Signed(Authority.Key).Span)!.AsObject();
        change(bundle);
        return Encoding.UTF8.GetBytes(bundle.ToJsonString());
    }

    private static byte[] Message(byte[] signature, Digest? stated = null) => Encoding.UTF8.GetBytes(new JsonObject
    {
        ["mediaType"] = BundleMediaTypes.V03,
        ["verificationMaterial"] = new JsonObject { ["publicKey"] = new JsonObject { ["hint"] = Authority.Key.Public.Hint } },
        ["messageSignature"] = new JsonObject
        {
            ["messageDigest"] = new JsonObject { ["algorithm"] = "SHA2_256", ["digest"] = Convert.ToBase64String((stated ?? Artifact).ToBytes()) },
            ["signature"] = Convert.ToBase64String(signature),
        },
    }.ToJsonString());
}
