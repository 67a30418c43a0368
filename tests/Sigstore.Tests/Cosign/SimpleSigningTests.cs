using System.Text;
using Attestry.Primitives;
using Attestry.Primitives.Findings;
using Attestry.Sigstore.Cosign;
using Attestry.Sigstore.Keys;
using Attestry.TestKit.Signing;

namespace Attestry.Sigstore.Tests.Cosign;

public sealed class SimpleSigningTests
{
    private static readonly TestAuthority Authority = new();

    private static readonly Digest Artifact = Digest.Sha256("an image"u8);

    private static readonly byte[] Payload = new SimpleSigningPayload("registry.example/app", Artifact).Write();

    [Fact]
    public void Verifies_a_payload_that_names_the_artifact()
    {
        foreach (var key in new[] { Authority.Key, Authority.Ed25519Key })
        {
            var result = Verify(Payload, key);

            result.Verified.ShouldBeTrue();
            result.Key!.KeyId.ShouldBe(key.Public.KeyId);
            result.SignedDigest.ShouldBe(Artifact);
        }
    }

    [Fact]
    public void Refuses_a_payload_that_names_another_artifact()
    {
        var other = Digest.Sha256("another image"u8);
        var result = Verify(new SimpleSigningPayload("registry.example/app", other).Write(), Authority.Key);

        result.Verified.ShouldBeFalse();
        result.Finding!.Id.ShouldBe(SignatureFindings.DigestMismatch);
        result.SignedDigest.ShouldBe(other);
    }

    [Fact]
    public void A_valid_signature_by_an_untrusted_key_does_not_count()
    {
        Id(Payload, Authority.Stranger).ShouldBe(SignatureFindings.Invalid);
        SimpleSigningVerifier.Verify(Payload, Annotations(Authority.Key.Sign(Payload)), Artifact, [])
            .Finding!.Id.ShouldBe(SignatureFindings.KeyUntrusted);
    }

    [Theory]
    [InlineData("""{"critical":{"identity":{"docker-reference":"r"},"image":{"docker-manifest-digest":"D"},"type":"atomic container signature"},"optional":null}""")]
    [InlineData("""{"critical":{"identity":{"docker-reference":"r"},"image":{},"type":"cosign container image signature"},"optional":null}""")]
    [InlineData("""{"critical":{"identity":{"docker-reference":"r"},"image":{"docker-manifest-digest":"sha256:1"},"type":"cosign container image signature"}}""")]
    [InlineData("""{"critical":{"identity":{"docker-reference":"r"},"image":{"docker-manifest-digest":"D"},"type":"cosign container image signature","expires":"2020"}}""")]
    [InlineData("""{"critical":{"identity":{"docker-reference":"r"},"image":{"docker-manifest-digest":"D","docker-manifest-digest":"D"},"type":"cosign container image signature"}}""")]
    [InlineData("""{"optional":{}}""")]
    [InlineData("[]")]
    [InlineData("")]
    public void Refuses_what_is_validly_signed_and_no_payload(string text) =>
        Id(Encoding.UTF8.GetBytes(text.Replace("\"D\"", $"\"{Artifact}\"")), Authority.Key).ShouldBe(SignatureFindings.Malformed);

    [Fact]
    public void Accepts_what_a_signer_adds_where_it_may()
    {
        var text = Encoding.UTF8.GetString(Payload).Replace("null", """{"creator":"ci","timestamp":1}""");

        Verify(Encoding.UTF8.GetBytes(text), Authority.Key).Verified.ShouldBeTrue();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("no base64!")]
    public void Refuses_a_layer_without_a_readable_signature(string? annotation)
    {
        var annotations = annotation is null ? [] : new Dictionary<string, string> { [CosignMediaTypes.SignatureAnnotation] = annotation };

        SimpleSigningVerifier.Verify(Payload, annotations, Artifact, Authority.Trusted).Finding!.Id.ShouldBe(SignatureFindings.Malformed);
    }

    [Fact]
    public void Says_when_a_certificate_would_be_needed()
    {
        var annotations = Annotations(Authority.Stranger.Sign(Payload));
        annotations[CosignMediaTypes.CertificateAnnotation] = "-----BEGIN CERTIFICATE-----";

        SimpleSigningVerifier.Verify(Payload, annotations, Artifact, Authority.Trusted).Finding!.Id.ShouldBe(SignatureFindings.KeylessUnsupported);
    }

    [Fact]
    public void Writes_one_layer_for_each_key()
    {
        var manifest = CosignSigner.SignTag("registry.example/app", Artifact, Authority.Key, Authority.Ed25519Key);
        using var json = System.Text.Json.JsonDocument.Parse(manifest.Bytes);

        manifest.Tag.ShouldBe($"sha256-{Artifact.Hex}.sig");
        json.RootElement.GetProperty("layers").EnumerateArray().Select(layer => layer.GetProperty("digest").GetString())
            .ShouldBe([Digest.Sha256(Payload).Text, Digest.Sha256(Payload).Text]);
        manifest.Blobs.Keys.ShouldContain(Digest.Parse(json.RootElement.GetProperty("config").GetProperty("digest").GetString()!));
    }

    private static string Id(byte[] payload, SigningKey key) => Verify(payload, key).Finding!.Id;

    private static SignatureResult Verify(byte[] payload, SigningKey key) =>
        SimpleSigningVerifier.Verify(payload, Annotations(key.Sign(payload)), Artifact, Authority.Trusted);

    private static Dictionary<string, string> Annotations(byte[] signature) =>
        new() { [CosignMediaTypes.SignatureAnnotation] = Convert.ToBase64String(signature) };
}
