using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Attestry.Primitives.Findings;
using Attestry.Sigstore.Trust;
using Attestry.TestKit.Signing;

namespace Attestry.Sigstore.Tests.Keyless;

public sealed class CertificateRuleTests(KeylessScene scene) : IClassFixture<KeylessScene>
{
    [Fact]
    public void A_chain_of_an_old_bundle_must_be_in_order()
    {
        var fulcio = scene.Sigstore.Fulcio;
        var (intermediate, root) = (fulcio.Intermediate.RawData, fulcio.Root.RawData);
        scene.Verify(WithChain(intermediate)).Verified.ShouldBeTrue();
        // npm's first bundles end in the root.
        scene.Verify(WithChain(intermediate, root)).Verified.ShouldBeTrue();

        scene.Refuses(WithChain(root, intermediate), SignatureFindings.Malformed);
        scene.Refuses(WithChain(root), SignatureFindings.Malformed);
        scene.Refuses(WithChain([1, 2, 3]), SignatureFindings.Malformed);

        JsonObject WithChain(params byte[][] issuers)
        {
            var bundle = scene.Sign();
            bundle["mediaType"] = "application/vnd.dev.sigstore.bundle+json;version=0.2";
            var material = KeylessScene.Material(bundle);
            var leaf = material["certificate"]!.DeepClone();
            material.Remove("certificate");
            material["x509CertificateChain"] = new JsonObject
            {
                ["certificates"] = new JsonArray([leaf, .. issuers.Select(issuer => new JsonObject { ["rawBytes"] = Convert.ToBase64String(issuer) })]),
            };
            return bundle;
        }
    }

    [Fact]
    public void Verifies_the_identity_and_what_the_authority_says_about_it()
    {
        var leaf = new TestLeaf { Claims = new Dictionary<int, string> { [1] = new TestLeaf().Issuer, [5] = "acme/app", [12] = "https://github.com/acme/app", [21] = "https://run/1" } };
        var result = scene.Verify(scene.Sign(new() { Leaf = leaf }));

        result.Findings.ShouldBeEmpty();
        result.Verified.ShouldBeTrue();
        result.Key.ShouldBeNull();
        result.Identity!.Subjects.ShouldBe([leaf.Subject]);
        result.Identity.Issuer.ShouldBe(leaf.Issuer);
        result.Identity.Claims.GitHubWorkflowRepository.ShouldBe("acme/app");
        result.Identity.Claims.SourceRepositoryUri.ShouldBe("https://github.com/acme/app");
        result.Identity.Claims.RunInvocationUri.ShouldBe("https://run/1");
        result.Identity.Claims.BuildTrigger.ShouldBeNull();
    }

    [Theory]
    [InlineData("https://accounts.example", "dev@acme.example", true)]
    [InlineData("https://accounts.example", "dev@acme.example.evil", false)]
    [InlineData("https://accounts.example.evil", "dev@acme.example", false)]
    public void Compares_issuer_and_subject_as_wholes(string issuer, string subject, bool trusted)
    {
        var bundle = scene.Sign(new() { Leaf = new() { Issuer = issuer, Subject = subject } });
        var exact = TrustPolicy.Create([new(TextPattern.Exactly("https://accounts.example"), TextPattern.Exactly("dev@acme.example"))], []);
        var expression = TrustPolicy.Create([new(TextPattern.Matching("https://accounts\\.example"), TextPattern.Matching("[a-z]+@acme\\.example|ops@acme\\.example"))], []);

        foreach (var policy in new[] { exact, expression })
        {
            var result = scene.Verify(bundle, policy);
            result.Verified.ShouldBe(trusted);
            if (!trusted)
                result.Findings.ShouldHaveSingleItem().Id.ShouldBe(SignatureFindings.IdentityMismatch);
        }
    }

    [Fact]
    public void An_issuer_of_one_identity_and_the_subject_of_another_are_nobody() => scene.Refuses(
        scene.Sign(),
        SignatureFindings.IdentityMismatch,
        TrustPolicy.Create(
            [
                new(TextPattern.Exactly(new TestLeaf().Issuer), TextPattern.Exactly("somebody@acme.example")),
                new(TextPattern.Exactly("https://accounts.example"), TextPattern.Exactly(new TestLeaf().Subject)),
            ],
            []));

    [Fact]
    public void Refuses_a_certificate_that_names_two_issuers() => scene.Refuses(
        scene.Sign(new() { Leaf = new() { Claims = new Dictionary<int, string> { [1] = "https://accounts.example" } } }), CertificateFindings.Malformed);

    [Fact]
    public void Refuses_a_certificate_of_an_authority_that_is_not_trusted()
    {
        using var other = new TestSigstore();
        var bundle = scene.Sign();

        scene.Refuses(bundle, CertificateFindings.Untrusted, root: root => root["certificateAuthorities"] = other.RootJson()["certificateAuthorities"]!.DeepClone());
        scene.Refuses(bundle, CertificateFindings.Untrusted, root: root => root["certificateAuthorities"] = new JsonArray());
    }

    [Fact]
    public void Refuses_a_chain_whose_certificates_do_not_belong_together()
    {
        using var other = new TestCertificateAuthority("fulcio.test");

        scene.Refuses(scene.Sign(), CertificateFindings.Untrusted, root: root =>
            root["certificateAuthorities"]![0]!["certChain"]!["certificates"]![1]!["rawBytes"] = Convert.ToBase64String(other.Root.RawData));
    }

    [Theory]
    [InlineData("2026-01-01T00:00:00Z", "2026-03-01T12:00:00Z", true)]
    [InlineData("2026-03-01T12:00:00Z", null, true)]
    [InlineData("2026-01-01T00:00:00Z", "2026-03-01T11:59:59Z", false)]
    [InlineData("2026-03-01T12:00:01Z", null, false)]
    public void Trusts_an_authority_within_its_window_and_at_both_ends(string start, string? end, bool trusted)
    {
        var result = scene.Verify(scene.Sign(), root: root => KeylessScene.Trust(root, "certificateAuthorities", 0, start, end));

        result.Verified.ShouldBe(trusted);
        if (!trusted)
            result.Findings.ShouldHaveSingleItem().Id.ShouldBe(CertificateFindings.Untrusted);
    }

    [Fact]
    public void Refuses_a_signature_outside_of_the_certificate_s_life()
    {
        scene.Refuses(scene.Sign(new() { LoggedAt = TestSigstore.SignedAt.AddMinutes(10) }), CertificateFindings.OutsideValidity);
        scene.Refuses(scene.Sign(new() { LoggedAt = TestSigstore.SignedAt.AddMinutes(-2) }), CertificateFindings.OutsideValidity);
        scene.Verify(scene.Sign(new() { LoggedAt = TestSigstore.SignedAt.AddMinutes(9) })).Verified.ShouldBeTrue();
    }

    [Fact]
    public void Every_proven_time_must_lie_in_the_certificate_s_life()
    {
        scene.Verify(scene.Sign(new() { StampedAt = TestSigstore.SignedAt.AddMinutes(5) })).Verified.ShouldBeTrue();
        scene.Refuses(scene.Sign(new() { StampedAt = TestSigstore.SignedAt.AddMinutes(20) }), CertificateFindings.OutsideValidity);
    }

    [Fact]
    public void Refuses_a_certificate_that_is_not_for_signing_code()
    {
        foreach (var leaf in new TestLeaf[] { new() { Purpose = null }, new() { Purpose = "1.3.6.1.5.5.7.3.1" }, new() { Purpose = "2.5.29.37.0" }, new() { IsAuthority = true } })
            scene.Refuses(scene.Sign(new() { Leaf = leaf }), CertificateFindings.UsageMismatch);
    }

    [Fact]
    public void Refuses_a_critical_extension_that_it_does_not_know()
    {
        var known = new X509Extension("1.2.3.4", [5, 0], critical: false);
        var critical = new X509Extension("1.2.3.4", [5, 0], critical: true);
        var poison = new X509Extension("1.3.6.1.4.1.11129.2.4.3", [5, 0], critical: true);

        scene.Verify(scene.Sign(new() { Leaf = new() { Further = [known] } })).Verified.ShouldBeTrue();
        scene.Refuses(scene.Sign(new() { Leaf = new() { Further = [critical] } }), CertificateFindings.UsageMismatch);
        scene.Refuses(scene.Sign(new() { Leaf = new() { Further = [poison] } }), CertificateFindings.UsageMismatch);
    }

    [Fact]
    public void Demands_a_promise_of_a_trusted_certificate_log()
    {
        var without = scene.Sign(new() { WithSct = false });

        scene.Refuses(without, CertificateFindings.SctMissing);
        scene.Verify(without, KeylessScene.Policy().UnsafeSkippingSct()).Verified.ShouldBeTrue();
        scene.Refuses(scene.Sign(), CertificateFindings.SctUntrusted, root: root => root["ctlogs"] = new JsonArray());
    }

    [Fact]
    public void Refuses_a_promise_that_the_log_did_not_make()
    {
        var another = Convert.ToBase64String(new TestCertificateLog().Key.Public.SubjectPublicKeyInfo.Span);

        scene.Refuses(scene.Sign(), CertificateFindings.SctInvalid, root: root => root["ctlogs"]![0]!["publicKey"]!["rawBytes"] = another);
    }

    [Theory]
    [InlineData("2026-01-01T00:00:00Z", "2026-03-01T11:59:00Z", true)]
    [InlineData("2026-01-01T00:00:00Z", "2026-03-01T11:58:59.999Z", false)]
    [InlineData("2026-03-01T11:59:00Z", null, true)]
    [InlineData("2026-03-01T11:59:00.001Z", null, false)]
    public void Trusts_a_certificate_log_within_its_window_and_at_both_ends(string start, string? end, bool trusted)
    {
        var result = scene.Verify(scene.Sign(), root: root => KeylessScene.Trust(root, "ctlogs", 0, start, end));

        result.Verified.ShouldBe(trusted);
        if (!trusted)
            result.Findings.ShouldHaveSingleItem().Id.ShouldBe(CertificateFindings.SctUntrusted);
    }

    [Fact]
    public void Reads_promises_that_carry_extensions()
    {
        using var sigstore = new TestSigstore { CertificateLog = new() { Extensions = [0, 0, 5, 0, 0, 0, 0, 9] } };
        var bundle = System.Text.Encoding.UTF8.GetBytes(sigstore.Sign(KeylessScene.Artifact, new()).ToJsonString());

        Attestry.Sigstore.Bundles.PolicyVerifier
            .Verify(bundle, [Attestry.Primitives.Digest.Sha256(KeylessScene.Artifact)], sigstore.Root(), KeylessScene.Policy(), KeylessScene.Now)
            .Verified.ShouldBeTrue();
    }

    [Fact]
    public void Refuses_bytes_that_are_no_certificate()
    {
        var bundle = scene.Sign();
        var certificate = KeylessScene.Material(bundle)["certificate"]!;
        var der = Convert.FromBase64String(certificate["rawBytes"]!.GetValue<string>());

        foreach (var bad in new byte[][] { [0x30], der[..^1], [.. der, 0], [0x30, 0x80, 0, 0], new byte[100_000] })
        {
            certificate["rawBytes"] = Convert.ToBase64String(bad);
            scene.Refuses(bundle, CertificateFindings.Malformed);
        }
    }

    // A certificate is a signed document: a change anywhere in it must show, whichever check sees it first.
    [Fact]
    public void No_changed_byte_of_the_certificate_verifies()
    {
        var bundle = scene.Sign();
        var certificate = KeylessScene.Material(bundle)["certificate"]!;
        var der = Convert.FromBase64String(certificate["rawBytes"]!.GetValue<string>());
        for (var at = 0; at < der.Length; at += 7)
        {
            var changed = der.ToArray();
            changed[at] ^= 0x11;
            certificate["rawBytes"] = Convert.ToBase64String(changed);
            scene.Verify(bundle).Verified.ShouldBeFalse($"byte {at}");
        }
    }
}
