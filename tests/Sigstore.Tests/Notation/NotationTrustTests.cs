using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Attestry.Primitives.Findings;
using Attestry.Sigstore.Notation;
using Attestry.TestKit.Signing;

namespace Attestry.Sigstore.Tests.Notation;

/// <summary>Chains, stores, policies, times.</summary>
public sealed class NotationTrustTests(NotationScene scene) : IClassFixture<NotationScene>
{
    [Fact]
    public void A_chain_must_be_whole_ordered_and_the_signer_s()
    {
        using var other = new TestNotation();
        byte[] leaf = scene.Signer.Leaf.RawData, root = scene.Signer.Root.RawData;
        scene.Refuses(NotationFindings.ChainInvalid, new() { Chain = [] });
        scene.Refuses(NotationFindings.ChainInvalid, new() { Chain = [leaf] });
        scene.Refuses(NotationFindings.ChainInvalid, new() { Chain = [root, leaf] });
        scene.Refuses(NotationFindings.ChainInvalid, new() { Chain = [leaf, root, root] });
        scene.Refuses(NotationFindings.ChainInvalid, new() { Chain = [leaf, other.Root.RawData] });
        scene.Refuses(NotationFindings.ChainInvalid, new() { Chain = [[0x30, 0], root] });
        scene.Refuses(SignatureFindings.Invalid, new() { Chain = [other.Leaf.RawData, other.Root.RawData] });
    }

    [Fact]
    public void The_signer_s_certificate_must_be_for_signing_code_and_for_nothing_else()
    {
        Issued(request => Replace(request, new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: false)));
        Issued(request => Replace(request, new X509KeyUsageExtension(X509KeyUsageFlags.KeyEncipherment, critical: true)));
        Issued(request => Replace(request, new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.KeyEncipherment, critical: true)));
        Issued(request => Remove(request, "2.5.29.15"));
        Issued(request => Replace(request, new X509BasicConstraintsExtension(true, false, 0, critical: true)));
        Issued(request => Replace(request, new X509EnhancedKeyUsageExtension([new Oid(TestLeaf.CodeSigning), new Oid("1.3.6.1.5.5.7.3.1")], critical: false)));
        Issued(request => Replace(request, new X509EnhancedKeyUsageExtension([new Oid("2.5.29.37.0")], critical: false)));
        Issued(request => request.CertificateExtensions.Add(new X509Extension("1.2.3.4", [5, 0], critical: true)));
        using var plain = new TestNotation(change: request => Remove(request, "2.5.29.37"));
        scene.Both(signer: plain).Verified.ShouldBeTrue();

        void Issued(Action<CertificateRequest> change)
        {
            using var signer = new TestNotation(change: change);
            scene.Refuses(NotationFindings.ChainInvalid, signer: signer);
        }
    }

    [Fact]
    public void Only_the_stores_that_the_policy_names_are_trusted()
    {
        using var other = new TestNotation();
        var (trust, _) = NotationScene.Read(NotationScene.Policy(), ("ca:acme", other.Root.RawData), ("ca:unused", scene.Signer.Root.RawData));
        trust!.For(NotationScene.Repository)!.Verify(NotationMediaTypes.Jws, scene.Signer.Jws(NotationScene.Artifact), NotationScene.Artifact, NotationScene.Now)
            .Finding!.Id.ShouldBe(NotationFindings.ChainUntrusted);
    }

    [Theory]
    [InlineData("x509.subject: C=US, ST=WA, O=acme", true)]
    [InlineData("x509.subject: C=US, S=WA, O=acme, CN=release", true)]
    [InlineData("*", true)]
    [InlineData("x509.subject: C=US, ST=WA, O=acme, CN=other", false)]
    [InlineData("x509.subject: C=US, ST=WA, O=acme, OU=build", false)]
    [InlineData("x509.subject: C=US, ST=WA, O=acme\\, inc", false)]
    public void Only_subjects_with_every_attribute_that_is_named_are_trusted(string identity, bool trusted)
    {
        var result = scene.Both(policy: NotationScene.Policy(change: statement => statement["trustedIdentities"] = new JsonArray(identity)));
        (result.Verified, result.Finding?.Id).ShouldBe((trusted, trusted ? null : NotationFindings.IdentityMismatch));
    }

    [Fact]
    public void The_statement_that_names_the_repository_goes_before_the_one_for_all()
    {
        var policy = NotationScene.Policy();
        policy["trustPolicies"]!.AsArray().Add(JsonNode.Parse("""{"name":"all","registryScopes":["*"],"signatureVerification":{"level":"skip"}}"""));
        var (trust, _) = NotationScene.Read(policy, ("ca:acme", scene.Signer.Root.RawData));

        trust!.For(NotationScene.Repository)!.Signer.ShouldBe("notation:release");
        var all = trust.For("registry.example/team/other")!;
        var skipped = all.Verify(NotationMediaTypes.Jws, scene.Signer.Jws(NotationScene.Artifact), NotationScene.Artifact, NotationScene.Now);
        (skipped.Verified, skipped.Finding!.Id).ShouldBe((false, NotationFindings.Skipped));
        NotationScene.Read(NotationScene.Policy(), ("ca:acme", scene.Signer.Root.RawData)).Trust!.For("registry.example/team/other").ShouldBeNull();
    }

    [Fact]
    public void Levels_tell_what_is_enforced_and_what_is_only_told()
    {
        var expired = new TestNotationSigning { Expiry = NotationScene.Now.AddMinutes(-1) };
        scene.Refuses(NotationFindings.Expired, expired);
        scene.Both(new() { Expiry = NotationScene.Now.AddMinutes(1) }).Verified.ShouldBeTrue();
        var told = scene.Both(expired, NotationScene.Policy("permissive"));
        (told.Verified, told.Remarks.ShouldHaveSingleItem().Id).ShouldBe((true, NotationFindings.Expired));
        scene.Both(expired, NotationScene.Policy(change: one => one["signatureVerification"]!["override"] = new JsonObject { ["expiry"] = "log" })).Verified.ShouldBeTrue();
        scene.Refuses(NotationFindings.Expired, expired, NotationScene.Policy("permissive", one => one["signatureVerification"]!["override"] = new JsonObject { ["expiry"] = "enforce" }));
    }

    [Fact]
    public void Audit_does_not_make_a_stranger_s_signature_count() =>
        scene.Refuses(NotationFindings.IdentityMismatch, policy: NotationScene.Policy("audit", one => one["trustedIdentities"] = new JsonArray("x509.subject: C=US, ST=WA, O=other")));

    [Fact]
    public void Revocation_that_cannot_be_asked_about_is_not_taken_for_granted()
    {
        using var signer = new TestNotation(change: request => request.CertificateExtensions.Add(CertificateRevocationListBuilder.BuildCrlDistributionPointExtension(["http://crl.acme.example/ca.crl"])));
        scene.Refuses(NotationFindings.RevocationUnknown, signer: signer);
        scene.Both(policy: NotationScene.Policy("permissive"), signer: signer).Remarks.ShouldHaveSingleItem().Id.ShouldBe(NotationFindings.RevocationUnknown);
        scene.Both(policy: NotationScene.Policy(change: one => one["signatureVerification"]!["override"] = new JsonObject { ["revocation"] = "skip" }), signer: signer).Verified.ShouldBeTrue();
    }

    [Fact]
    public void An_expired_certificate_needs_a_timestamp_from_its_life()
    {
        using var tsa = new TestTimestampAuthority("https://tsa.acme.example");
        using var signer = new TestNotation(notAfter: NotationScene.Now.AddMinutes(-30));
        var store = ("tsa:time", tsa.Authority.Root.RawData);
        var policy = NotationScene.Policy(change: one => one["trustStores"] = new JsonArray("ca:acme", "tsa:time"));
        TestNotationSigning Stamped(DateTimeOffset at) => new() { Timestamp = signature => TestTimestampToken.Of(tsa, signature, at) };

        scene.Refuses(NotationFindings.TimestampInvalid, signer: signer);
        scene.Refuses(NotationFindings.TimestampInvalid, policy: policy, signer: signer, stores: store);
        scene.Refuses(NotationFindings.TimestampInvalid, Stamped(NotationScene.Now.AddMinutes(-10)), policy, signer: signer, stores: store);
        scene.Refuses(NotationFindings.TimestampInvalid, new() { Timestamp = _ => TestTimestampToken.Of(tsa, "another signature"u8.ToArray(), TestSigstore.SignedAt) }, policy, signer: signer, stores: store);
        scene.Refuses(NotationFindings.TimestampInvalid, new() { Timestamp = _ => [0x30, 0] }, policy, signer: signer, stores: store);
        var proven = scene.Both(Stamped(TestSigstore.SignedAt), policy, signer: signer, stores: store);
        proven.Verified.ShouldBeTrue(proven.Finding?.Message);
        proven.Times.ShouldHaveSingleItem().Time.ShouldBe(TestSigstore.SignedAt);
        using var stranger = new TestTimestampAuthority("https://tsa.evil.example");
        scene.Refuses(NotationFindings.TimestampInvalid, new() { Timestamp = signature => TestTimestampToken.Of(stranger, signature, TestSigstore.SignedAt) }, policy, signer: signer, stores: store);
    }

    [Fact]
    public void Timestamps_may_be_asked_for_only_once_a_certificate_expired()
    {
        using var tsa = new TestTimestampAuthority("https://tsa.acme.example");
        var store = ("tsa:time", tsa.Authority.Root.RawData);
        var policy = NotationScene.Policy(change: one => one["trustStores"] = new JsonArray("ca:acme", "tsa:time"));
        scene.Refuses(NotationFindings.TimestampInvalid, policy: policy, stores: store);
        policy["trustPolicies"]![0]!["signatureVerification"]!["verifyTimestamp"] = "afterCertExpiry";
        scene.Both(policy: policy, stores: store).Verified.ShouldBeTrue();
    }

    [Fact]
    public void A_signing_authority_says_when_it_signed_and_has_its_own_store()
    {
        using var signer = new TestNotation(notAfter: NotationScene.Now.AddMinutes(-30));
        TestNotationSigning At(DateTimeOffset time) => new() { Scheme = "notary.x509.signingAuthority", SigningTime = null, AuthenticSigningTime = time };
        var store = ("signingAuthority:hsm", signer.Root.RawData);
        var policy = NotationScene.Policy(change: one => one["trustStores"] = new JsonArray("ca:acme", "signingAuthority:hsm"));

        scene.Both(At(TestSigstore.SignedAt), policy, signer: signer, stores: store).Verified.ShouldBeTrue();
        scene.Refuses(NotationFindings.TimestampInvalid, At(NotationScene.Now.AddMinutes(-10)), policy, signer: signer, stores: store);
        scene.Refuses(NotationFindings.TimestampInvalid, At(NotationScene.Now.AddDays(1)), policy, stores: ("signingAuthority:hsm", scene.Signer.Root.RawData));
        scene.Refuses(NotationFindings.ChainUntrusted, At(TestSigstore.SignedAt), signer: signer);
    }

    [Theory]
    [InlineData("""{"version":"2.0","trustPolicies":[]}""")]
    [InlineData("""{"version":"1.0","trustPolicies":[]}""")]
    [InlineData("""{"version":"1.0","trustPolicies":[],"more":1}""")]
    public void Refuses_documents_of_other_versions_or_fields(string document) => NotationScene.Read(JsonNode.Parse(document)!.AsObject()).Trust.ShouldBeNull();

    [Fact]
    public void Refuses_statements_that_say_too_much_or_too_little()
    {
        Wrong(one => one["name"] = "");
        Wrong(one => one["registryScopes"] = new JsonArray());
        Wrong(one => one["registryScopes"] = new JsonArray("*", "registry.example/app"));
        Wrong(one => one["registryScopes"] = new JsonArray("registry.example/*"));
        Wrong(one => one["signatureVerification"]!["level"] = "lenient");
        Wrong(one => one["signatureVerification"]!["override"] = new JsonObject { ["integrity"] = "log" });
        Wrong(one => one["signatureVerification"]!["override"] = new JsonObject { ["authenticity"] = "skip" });
        Wrong(one => one["signatureVerification"]!["verifyTimestamp"] = "sometimes");
        Wrong(one => one["trustStores"] = new JsonArray());
        Wrong(one => one["trustStores"] = new JsonArray("ca:missing"));
        Wrong(one => one["trustStores"] = new JsonArray("pgp:acme"));
        Wrong(one => one["trustedIdentities"] = new JsonArray());
        Wrong(one => one["trustedIdentities"] = new JsonArray("*", "x509.subject: C=US, ST=WA, O=acme"));
        Wrong(one => one["trustedIdentities"] = new JsonArray("x509.subject: C=US, O=acme"));
        Wrong(one => one["trustedIdentities"] = new JsonArray("x509.subject: C=US, ST=WA, O=acme, O=two"));
        Wrong(one => one["trustedIdentities"] = new JsonArray("x509.subject: C=US, ST=WA, O=acme+CN=two"));
        Wrong(one => one["trustedIdentities"] = new JsonArray("acme"));
        Wrong(one => one["more"] = 1);
        Wrong(one => one["signatureVerification"]!["level"] = "skip");
        var twice = NotationScene.Policy();
        twice["trustPolicies"]!.AsArray().Add(twice["trustPolicies"]![0]!.DeepClone());
        NotationScene.Read(twice, ("ca:acme", scene.Signer.Root.RawData)).Trust.ShouldBeNull();
        NotationScene.Read(NotationScene.Policy(), ("ca:acme", scene.Signer.Leaf.RawData)).Trust.ShouldBeNull();

        void Wrong(Action<JsonObject> change) => NotationScene.Read(NotationScene.Policy(change: change), ("ca:acme", scene.Signer.Root.RawData)).Trust.ShouldBeNull();
    }

    private static void Replace(CertificateRequest request, X509Extension extension)
    {
        Remove(request, extension.Oid!.Value!);
        request.CertificateExtensions.Add(extension);
    }

    private static void Remove(CertificateRequest request, string oid) => request.CertificateExtensions.Remove(request.CertificateExtensions.First(one => one.Oid!.Value == oid));
}
