using System.Text;
using System.Text.Json.Nodes;
using Attestry.Primitives.Findings;
using Attestry.Primitives.Limits;
using Attestry.Sigstore.Notation;
using Attestry.TestKit.Signing;

namespace Attestry.Sigstore.Tests.Notation;

/// <summary>The two forms of envelopes, and what must not pass as one.</summary>
public sealed class NotationEnvelopeTests(NotationScene scene) : IClassFixture<NotationScene>
{
    private const string SchemeHeader = "io.cncf.notary.signingScheme";

    private const string ExpiryHeader = "io.cncf.notary.expiry";

    [Theory]
    [InlineData("ES256")]
    [InlineData("ES384")]
    [InlineData("ES512")]
    [InlineData("PS256")]
    [InlineData("PS384")]
    [InlineData("PS512")]
    public void Accepts_both_envelopes_under_every_algorithm(string algorithm)
    {
        using var signer = new TestNotation(algorithm);
        var result = scene.Both(signer: signer);

        result.Verified.ShouldBeTrue(result.Finding?.Message);
        (result.Signer, result.SignedDigest, result.IsAttestation).ShouldBe(("notation:release", NotationScene.Artifact, false));
        result.Certificate!.Subjects.ShouldHaveSingleItem().ShouldContain("O=acme");
        result.CertificateExpires.ShouldBe(TestSigstore.SignedAt.AddYears(9));
    }

    [Theory]
    [InlineData("EdDSA", SignatureFindings.Malformed)]
    [InlineData("ES384", SignatureFindings.Invalid)]
    [InlineData("PS256", SignatureFindings.Invalid)]
    public void Refuses_an_algorithm_that_is_not_the_key_s(string algorithm, string id) => scene.Refuses(id, new() { Algorithm = algorithm });

    [Fact]
    public void Refuses_what_is_critical_and_not_known_and_what_should_be_critical_and_is_not()
    {
        scene.Refuses(NotationFindings.CriticalUnsupported, new() { Critical = [SchemeHeader, "acme.approval"], Further = new Dictionary<string, string> { ["acme.approval"] = "yes" } });
        scene.Refuses(NotationFindings.CriticalUnsupported, new() { Further = new Dictionary<string, string> { ["io.cncf.notary.verificationPlugin"] = "acme" } });
        scene.Refuses(SignatureFindings.Malformed, new() { Critical = [] });
        scene.Refuses(SignatureFindings.Malformed, new() { Critical = [SchemeHeader, SchemeHeader] });
        scene.Refuses(SignatureFindings.Malformed, new() { Critical = [SchemeHeader, ExpiryHeader] });
        scene.Refuses(SignatureFindings.Malformed, new() { Critical = [SchemeHeader], Expiry = NotationScene.Now.AddDays(1) });
        scene.Both(new() { Further = new Dictionary<string, string> { ["acme.note"] = "not critical" } }).Verified.ShouldBeTrue();
    }

    [Fact]
    public void Refuses_schemes_and_times_that_do_not_fit()
    {
        scene.Refuses(SignatureFindings.Malformed, new() { Scheme = "notary.x510" });
        scene.Refuses(SignatureFindings.Malformed, new() { SigningTime = null });
        scene.Refuses(SignatureFindings.Malformed, new() { AuthenticSigningTime = TestSigstore.SignedAt });
        scene.Refuses(SignatureFindings.Malformed, new() { Scheme = "notary.x509.signingAuthority" });
        scene.Refuses(SignatureFindings.Malformed, new() { ContentType = "application/json" });
    }

    [Fact]
    public void Refuses_payloads_about_something_else_or_with_something_more()
    {
        scene.Refuses(SignatureFindings.DigestMismatch, new() { ChangePayload = payload => payload["targetArtifact"]!["digest"] = $"sha256:{new string('0', 64)}" });
        scene.Refuses(SignatureFindings.Malformed, new() { ChangePayload = payload => payload["more"] = 1 });
        scene.Refuses(SignatureFindings.Malformed, new() { ChangePayload = payload => payload["targetArtifact"]!["size"] = -1 });
        scene.Refuses(SignatureFindings.Malformed, new() { ChangePayload = payload => payload["targetArtifact"]!["digest"] = "md5:00" });
        scene.Refuses(SignatureFindings.Malformed, new() { ChangePayload = payload => payload.Remove("targetArtifact") });
    }

    [Fact]
    public void No_envelope_with_one_byte_changed_verifies()
    {
        foreach (var (type, envelope) in new[] { (NotationMediaTypes.Jws, scene.Signer.Jws(NotationScene.Artifact)), (NotationMediaTypes.Cose, scene.Signer.Cose(NotationScene.Artifact)) })
        {
            // The name of the program that signed is the one thing that is under no signature.
            var free = envelope.AsSpan().IndexOf("TestNotation"u8);
            // Every third: all of them take seconds, and no part is shorter.
            for (var i = 0; i < envelope.Length; i += 3)
            {
                if (free >= 0 && i >= free && i < free + "TestNotation".Length)
                    continue;
                var changed = (byte[])envelope.Clone();
                changed[i] ^= 1;
                scene.Verify(type, changed).Verified.ShouldBeFalse($"{type} at {i}");
            }
        }
    }

    [Fact]
    public void Refuses_an_envelope_cut_short_or_longer()
    {
        foreach (var (type, envelope) in new[] { (NotationMediaTypes.Jws, scene.Signer.Jws(NotationScene.Artifact)), (NotationMediaTypes.Cose, scene.Signer.Cose(NotationScene.Artifact)) })
        {
            Malformed(type, [.. envelope, 0]);
            Malformed(type, new byte[NotationLimits.EnvelopeBytes + 1]);
            foreach (var length in new[] { 0, 1, envelope.Length / 2, envelope.Length - 1 })
                Malformed(type, envelope[..length]);
        }
    }

    [Fact]
    public void Refuses_JWS_of_other_forms()
    {
        var envelope = Encoding.UTF8.GetString(scene.Signer.Jws(NotationScene.Artifact));
        var parts = JsonNode.Parse(envelope)!;
        Malformed(NotationMediaTypes.Jws, Encoding.UTF8.GetBytes($"{parts["protected"]}.{parts["payload"]}.{parts["signature"]}"));
        Malformed(NotationMediaTypes.Jws, Change(envelope, one => one["signatures"] = new JsonArray()));
        Malformed(NotationMediaTypes.Jws, Change(envelope, one => one["header"]!["x5c"] = "one"));
        Malformed(NotationMediaTypes.Jws, Change(envelope, one => one["header"]!["alg"] = "ES256"));
        Malformed(NotationMediaTypes.Jws, Change(envelope, one => one["payload"] = one["payload"]!.GetValue<string>() + "="));
        Malformed(NotationMediaTypes.Jws, Encoding.UTF8.GetBytes(envelope.Replace("\"payload\":", "\"payload\":\"\",\"payload\":", StringComparison.Ordinal)));
        Malformed(NotationMediaTypes.Jws, Change(envelope, one => one["header"]!["x5c"] = new JsonArray([.. Enumerable.Repeat("AA==", SignatureLimits.CertificatesInChain + 1).Select(text => (JsonNode)text)])));
        scene.Verify(NotationMediaTypes.Jws, Change(envelope, one => one["header"]!["x5c"] = new JsonArray())).Finding!.Id.ShouldBe(NotationFindings.ChainInvalid);
    }

    [Fact]
    public void Refuses_COSE_of_other_forms()
    {
        var envelope = scene.Signer.Cose(NotationScene.Artifact);
        Malformed(NotationMediaTypes.Cose, envelope[1..]);
        Malformed(NotationMediaTypes.Cose, [0xD1, .. envelope[1..]]);
        Malformed(NotationMediaTypes.Cose, [0xD8, 18, .. envelope[1..]]);
        Malformed(NotationMediaTypes.Cose, [0xD2, 0x9F, .. envelope[2..], 0xFF]);
    }

    [Theory]
    [InlineData("A20102" + "0103")]
    [InlineData("1800")]
    [InlineData("190001")]
    [InlineData("1A00000001")]
    [InlineData("1B0000000000000001")]
    [InlineData("1BFFFFFFFFFFFFFFFF")]
    [InlineData("5F4100FF")]
    [InlineData("61FF")]
    [InlineData("F93C00")]
    [InlineData("F7")]
    [InlineData("A1410000")]
    [InlineData("9B7FFFFFFFFFFFFFFF")]
    [InlineData("5B7FFFFFFFFFFFFFFF")]
    [InlineData("8181818181818181818100")]
    [InlineData("")]
    [InlineData("0000")]
    public void Refuses_CBOR_that_is_not_in_its_one_form(string hex) => Malformed(NotationMediaTypes.Cose, Convert.FromHexString(hex));

    private void Malformed(string type, byte[] envelope)
    {
        var result = scene.Verify(type, envelope);
        (result.Verified, result.Finding!.Id).ShouldBe((false, SignatureFindings.Malformed), result.Finding.Message);
    }

    private static byte[] Change(string envelope, Action<JsonNode> change)
    {
        var node = JsonNode.Parse(envelope)!;
        change(node);
        return Encoding.UTF8.GetBytes(node.ToJsonString());
    }
}
