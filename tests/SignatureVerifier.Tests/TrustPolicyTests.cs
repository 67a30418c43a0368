using Attestry.Contracts;
using Attestry.Contracts.Evidence;
using Attestry.Contracts.Messages;
using Attestry.Primitives;
using Attestry.Primitives.Findings;
using Attestry.Sigstore.Cosign;
using Attestry.TestKit.Signing;

namespace Attestry.SignatureVerifier.Tests;

/// <summary>What is configured beyond keys and identities: rules, builders, Notation.</summary>
public sealed class TrustPolicyTests
{
    private const string ManifestType = "application/vnd.oci.image.manifest.v1+json";

    private const string Builder = "https://github.com/acme/app/.github/workflows/release.yml@refs/heads/main";

    [Fact]
    public async Task Records_and_announces_how_an_image_was_built()
    {
        await using var host = await VerifierHost.StartAsync(more: _ => new()
        {
            ["Trust:Builders:0:Id"] = Builder,
            ["Trust:Builders:0:Level"] = "3",
            ["Trust:Builders:0:Signers:0"] = "release workflow",
            ["Trust:Builders:0:Repositories:0"] = "*/team/**",
        });
        var image = await ImageAsync(host);
        await host.VerifyAsync(image);
        (await host.ContentAsync<ProvenanceEvidence>(image, EvidenceKinds.Provenance)).Findings.ShouldHaveSingleItem().Id.ShouldBe(ProvenanceFindings.Missing);

        var signing = new TestSigning { Envelope = true, Kind = "dsse", Subject = image, Predicate = $$$"""{"buildDefinition":{"buildType":"t"},"runDetails":{"builder":{"id":"{{{Builder}}}"} } }""" };
        var bundle = System.Text.Encoding.UTF8.GetBytes(host.Sigstore.Sign([], signing).ToJsonString());
        host.Registry.Put(VerifierHost.Repository, CosignSigner.Referrer(ManifestType, image, 8, signing.PredicateType, bundle, DateTimeOffset.UnixEpoch));
        await host.PublishAsync(new EvidenceRequested(host.ArtifactId(image), EvidenceKinds.Provenance, 1));
        await host.AnnouncedAsync(image, Verdict.Passed, EvidenceKinds.Provenance);

        var content = await host.ContentAsync<ProvenanceEvidence>(image, EvidenceKinds.Provenance);
        (content.Verdict, content.Result.BuildLevel).ShouldBe((Verdict.Passed, 3));
        content.Result.Provenances.ShouldHaveSingleItem().BuilderId.ShouldBe(Builder);
    }

    [Fact]
    public async Task A_rule_may_demand_several_signers_and_the_first_that_applies_counts()
    {
        await using var host = await VerifierHost.StartAsync(more: _ => new()
        {
            ["Trust:Rules:0:Repositories:0"] = "*/team/**",
            ["Trust:Rules:0:Threshold"] = "2",
            ["Trust:Rules:1:Repositories:0"] = "**",
        });
        var image = await ImageAsync(host);
        host.Registry.Put(VerifierHost.Repository, CosignSigner.SignReferrer(ManifestType, image, 8, host.Authority.Key, DateTimeOffset.UnixEpoch));
        (await host.VerifyAsync(image)).Findings.ShouldHaveSingleItem().Id.ShouldBe(SignatureFindings.ThresholdUnmet);

        host.Registry.Put(VerifierHost.Repository, TestCosign.SignTag(host.Sigstore, image));
        var content = await host.VerifyAsync(image);
        content.Verdict.ShouldBe(Verdict.Passed);
        content.Result.Signatures.Select(one => one.Key).ShouldBe(["release", "release workflow"], ignoreOrder: true);
        var keyless = content.Result.Signatures.Single(one => one.Key == "release workflow");
        (keyless.Issuer, keyless.Subject).ShouldBe((new TestLeaf().Issuer, new TestLeaf().Subject));
        keyless.Logs.ShouldBe(["rekor.test"]);
        keyless.Times.ShouldHaveSingleItem().ShouldBe(new ProvenTimestamp("rekor.test", TestSigstore.SignedAt));
    }

    [Theory]
    [InlineData("application/jose+json")]
    [InlineData("application/cose")]
    public async Task Notation_signatures_count_where_its_trust_policy_says_so(string mediaType)
    {
        using var signer = new TestNotation();
        using var stranger = new TestNotation();
        await using var host = await VerifierHost.StartAsync(more: host => Notation(host, signer));
        var image = await ImageAsync(host);
        Put(stranger);
        (await host.VerifyAsync(image)).Findings.ShouldHaveSingleItem().Id.ShouldBe(NotationFindings.ChainUntrusted);

        Put(signer);
        var content = await host.VerifyAsync(image);
        content.Verdict.ShouldBe(Verdict.Passed);
        var found = content.Result.Signatures.Single(one => one.Trusted);
        (found.Layout, found.Key, found.SignedDigest).ShouldBe(("notation", "notation:acme", image));
        found.Subject!.ShouldContain("CN=release");

        void Put(TestNotation by) => host.Registry.Put(
            VerifierHost.Repository, by.Referrer(image, 8, mediaType, mediaType == "application/cose" ? by.Cose(image) : by.Jws(image)));
    }

    [Fact]
    public async Task A_trusted_Notation_signature_over_other_bytes_is_a_mismatch()
    {
        using var signer = new TestNotation();
        await using var host = await VerifierHost.StartAsync(more: host => Notation(host, signer));
        var image = await ImageAsync(host);
        host.Registry.Put(VerifierHost.Repository, signer.Referrer(image, 8, "application/cose", signer.Cose(Digest.Sha256("other bytes"u8))));

        (await host.VerifyAsync(image)).Findings.Select(finding => finding.Id).ShouldBe([TriadFindings.BinaryMismatch, SignatureFindings.DigestMismatch]);
    }

    [Fact]
    public async Task Without_a_trust_policy_no_Notation_signature_counts()
    {
        using var signer = new TestNotation();
        await using var host = await VerifierHost.StartAsync();
        var image = await ImageAsync(host);
        host.Registry.Put(VerifierHost.Repository, signer.Referrer(image, 8, "application/cose", signer.Cose(image)));

        (await host.VerifyAsync(image)).Findings.ShouldHaveSingleItem().Id.ShouldBe(NotationFindings.PolicyMissing);
    }

    private static Dictionary<string, string?> Notation(VerifierHost host, TestNotation signer)
    {
        Directory.CreateDirectory(host.Folder.File("truststore/x509/ca/acme"));
        File.WriteAllBytes(host.Folder.File("truststore/x509/ca/acme/root.crt"), signer.Root.RawData);
        return new()
        {
            ["Trust:Notation:TrustStore"] = host.Folder.File("truststore"),
            ["Trust:Notation:Policy"] = $$"""
                {"version":"1.0","trustPolicies":[{"name":"acme","registryScopes":["{{host.Registry.Host}}/{{VerifierHost.Repository}}"],
                "signatureVerification":{"level":"strict"},"trustStores":["ca:acme"],"trustedIdentities":["*"]}]}
                """,
        };
    }

    private static async Task<Digest> ImageAsync(VerifierHost host)
    {
        var image = host.Registry.PutImage(VerifierHost.Repository, "v1", "image");
        await host.KnowAsync(image);
        return image;
    }
}
