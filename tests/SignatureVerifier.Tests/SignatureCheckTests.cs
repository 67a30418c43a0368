using Attestry.Contracts.Documents;
using Attestry.Primitives;
using Attestry.Primitives.Findings;
using Attestry.Sigstore.Cosign;
using Attestry.Storage;
using Attestry.TestKit.Signing;

namespace Attestry.SignatureVerifier.Tests;

public sealed class SignatureCheckTests : IAsyncLifetime
{
    private const string ManifestType = "application/vnd.oci.image.manifest.v1+json";

    private VerifierHost _host = null!;

    public async Task InitializeAsync() => _host = await VerifierHost.StartAsync(time: new HastyTime());

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task Passes_an_image_that_a_trusted_key_signed()
    {
        var image = await ImageAsync("signed");
        _host.Registry.Put(VerifierHost.Repository, CosignSigner.SignTag("r/app", image, _host.Authority.Key, _host.Authority.Stranger));

        var content = await _host.VerifyAsync(image);

        content.Verdict.ShouldBe(Verdict.Passed);
        content.Findings.ShouldBeEmpty();
        content.Result.Signatures.Select(one => (one.Trusted, one.Key)).ShouldBe([(true, "release"), (false, null)]);
        content.Result.Signatures[0].SignedDigest.ShouldBe(image);
        (await _host.EvidenceAsync(image))!.Verdict.ShouldBe(Verdict.Passed);
    }

    [Fact]
    public async Task Fails_an_image_that_nobody_signed()
    {
        var content = await _host.VerifyAsync(await ImageAsync("bare"));

        content.Verdict.ShouldBe(Verdict.Failed);
        content.Findings.ShouldHaveSingleItem().Id.ShouldBe(SignatureFindings.Missing);
    }

    [Fact]
    public async Task Fails_an_image_that_only_a_stranger_signed()
    {
        var image = await ImageAsync("stranger");
        var bundle = Bundle(image, _host.Authority.Stranger);
        _host.Registry.Put(VerifierHost.Repository, bundle);

        var content = await _host.VerifyAsync(image);

        content.Verdict.ShouldBe(Verdict.Failed);
        var finding = content.Findings.ShouldHaveSingleItem();
        (finding.Id, finding.Location).ShouldBe((SignatureFindings.KeyUntrusted, bundle.Digest.Text));
    }

    [Fact]
    public async Task A_key_that_is_trusted_in_another_repository_counts_for_nothing()
    {
        var image = await ImageAsync("elsewhere");
        _host.Registry.Put(VerifierHost.Repository, Bundle(image, _host.Authority.Ed25519Key));

        (await _host.VerifyAsync(image)).Findings.ShouldHaveSingleItem().Id.ShouldBe(SignatureFindings.KeyUntrusted);
    }

    [Fact]
    public async Task Attestations_are_listed_and_sign_nothing()
    {
        var image = await ImageAsync("attested");
        using var predicate = System.Text.Json.JsonDocument.Parse("{}");
        _host.Registry.Put(VerifierHost.Repository, CosignSigner.AttestReferrer(
            ManifestType, image, 8, "https://slsa.dev/provenance/v1", predicate.RootElement, _host.Authority.Key, DateTimeOffset.UnixEpoch));

        var content = await _host.VerifyAsync(image);

        content.Verdict.ShouldBe(Verdict.Failed);
        content.Findings.ShouldHaveSingleItem().Id.ShouldBe(SignatureFindings.Missing);
        content.Result.Signatures.ShouldBeEmpty();
        var attestation = content.Result.Attestations.ShouldHaveSingleItem();
        (attestation.PredicateType, attestation.Trusted, attestation.Key).ShouldBe(("https://slsa.dev/provenance/v1", true, "release"));
    }

    [Fact]
    public async Task A_signature_over_an_index_covers_what_the_index_lists()
    {
        var image = _host.Registry.PutImage(VerifierHost.Repository, "amd64", "child");
        var index = _host.Registry.PutIndex(VerifierHost.Repository, "v1", image);
        await _host.KnowAsync(image, parents: [index]);
        _host.Registry.Put(VerifierHost.Repository, Bundle(index, _host.Authority.Key));

        var content = await _host.VerifyAsync(image);

        content.Verdict.ShouldBe(Verdict.Passed);
        content.Result.Signatures.ShouldHaveSingleItem().SignedDigest.ShouldBe(index);
        content.Findings.ShouldHaveSingleItem().Id.ShouldBe(SignatureFindings.ViaIndex);
    }

    [Fact]
    public async Task A_signature_over_an_index_that_does_not_list_the_image_covers_nothing()
    {
        var image = _host.Registry.PutImage(VerifierHost.Repository, "amd64", "no child");
        var index = _host.Registry.PutIndex(VerifierHost.Repository, "v1", _host.Registry.PutImage(VerifierHost.Repository, "arm64", "child"));
        await _host.KnowAsync(image, parents: [index]);
        _host.Registry.Put(VerifierHost.Repository, Bundle(index, _host.Authority.Key));

        (await _host.VerifyAsync(image)).Findings.ShouldHaveSingleItem().Id.ShouldBe(SignatureFindings.Missing);
    }

    [Fact]
    public async Task Gives_the_same_content_for_the_same_registry()
    {
        var image = await ImageAsync("same");
        for (var i = 0; i < 4; i++)
            _host.Registry.Put(VerifierHost.Repository, Bundle(image, _host.Authority.Key));

        await _host.VerifyAsync(image);
        var first = (await _host.EvidenceAsync(image))!.Content;
        await _host.VerifyAsync(image);

        (await _host.EvidenceAsync(image))!.Content.ShouldBe(first);
    }

    [Fact]
    public async Task An_older_look_does_not_overwrite_a_newer_one()
    {
        var image = await ImageAsync("raced");
        var signature = _host.Registry.Put(VerifierHost.Repository, CosignSigner.SignTag("r/app", image, _host.Authority.Key));
        TaskCompletionSource held = new(), release = new();
        _host.Registry.Before = async path =>
        {
            if (path.Contains("/referrers/"))
            {
                held.TrySetResult();
                await release.Task;
            }
        };

        // The first look has seen the signature when it is held back; then the signature goes, and a second look sees that.
        var older = _host.Check.RunAsync(_host.ArtifactId(image), default);
        await held.Task.WaitAsync(TimeSpan.FromMinutes(3));
        _host.Registry.Before = _ => Task.CompletedTask;
        _host.Registry.Delete(VerifierHost.Repository, signature);
        (await _host.VerifyAsync(image)).Verdict.ShouldBe(Verdict.Failed);
        release.SetResult();

        (await older)!.Recorded[0].Verdict.ShouldBe(Verdict.Failed);
        (await _host.EvidenceAsync(image))!.Verdict.ShouldBe(Verdict.Failed);
    }

    [Fact]
    public async Task Says_nothing_about_an_artifact_that_is_not_known() =>
        (await _host.Check.RunAsync(_host.ArtifactId(Digest.Sha256("unknown"u8)), default)).ShouldBeNull();

    [Fact]
    public async Task Fails_what_lies_in_a_registry_that_is_not_configured()
    {
        var known = await _host.KnowAsync(Digest.Sha256("other"u8));
        var elsewhere = known with { Id = $"other.example/app@{known.Digest}", Registry = "other.example", Repository = "app" };
        await _host.Store.Collection(Collections.Artifacts).InsertAsync(elsewhere, default);

        (await _host.Check.RunAsync(elsewhere.Id, default))!.Recorded[0].Verdict.ShouldBe(Verdict.Failed);
    }

    [Fact]
    public async Task A_registry_that_does_not_answer_is_a_fault_and_changes_no_evidence()
    {
        var image = await ImageAsync("offline");
        _host.Registry.Put(VerifierHost.Repository, Bundle(image, _host.Authority.Key));
        await _host.VerifyAsync(image);
        _host.Registry.Before = _ => throw new InvalidOperationException();

        await Should.ThrowAsync<HttpRequestException>(() => _host.Check.RunAsync(_host.ArtifactId(image), default));
        (await _host.EvidenceAsync(image))!.Verdict.ShouldBe(Verdict.Passed);
    }

    [Fact]
    public async Task Passes_an_image_that_a_trusted_identity_signed()
    {
        var image = await ImageAsync("keyless");
        _host.Registry.Put(VerifierHost.Repository, Keyless(image, new()));

        var content = await _host.VerifyAsync(image);

        content.Verdict.ShouldBe(Verdict.Passed);
        content.Findings.ShouldBeEmpty();
        content.Result.Signatures.Select(one => (one.Trusted, one.Key)).ShouldBe([(true, "release workflow")]);
        content.Result.Signatures[0].SignedDigest.ShouldBe(image);
    }

    [Fact]
    public async Task An_identity_that_the_repository_does_not_trust_counts_for_nothing()
    {
        foreach (var leaf in new TestLeaf[]
        {
            new() { Subject = "https://github.com/evil/app/.github/workflows/release.yml@refs/heads/main" },
            new() { Issuer = "https://accounts.example", Subject = "dev@acme.example" },
        })
        {
            var image = await ImageAsync(leaf.Subject);
            _host.Registry.Put(VerifierHost.Repository, Keyless(image, leaf));
            var content = await _host.VerifyAsync(image);

            content.Verdict.ShouldBe(Verdict.Failed);
            content.Findings.ShouldHaveSingleItem().Id.ShouldBe(SignatureFindings.IdentityMismatch);
        }
    }

    [Fact]
    public async Task An_identity_s_signature_of_another_image_counts_for_nothing()
    {
        var image = await ImageAsync("moved");
        _host.Registry.Put(VerifierHost.Repository, Keyless(image, new(), Digest.Sha256("another"u8)));

        (await _host.VerifyAsync(image)).Findings.ShouldHaveSingleItem().Id.ShouldBe(SignatureFindings.DigestMismatch);
    }

    [Fact]
    public async Task An_attestation_by_a_trusted_identity_is_listed_and_signs_nothing()
    {
        var image = await ImageAsync("attested without a key");
        _host.Registry.Put(VerifierHost.Repository, Keyless(image, new(), predicateType: "https://slsa.dev/provenance/v1"));

        var content = await _host.VerifyAsync(image);

        content.Verdict.ShouldBe(Verdict.Failed);
        content.Findings.ShouldHaveSingleItem().Id.ShouldBe(SignatureFindings.Missing);
        var attestation = content.Result.Attestations.ShouldHaveSingleItem();
        (attestation.Trusted, attestation.Key).ShouldBe((true, "release workflow"));
    }

    private SignatureManifest Keyless(Digest subject, TestLeaf leaf, Digest? signed = null, string predicateType = CosignMediaTypes.SignPredicate)
    {
        var signing = new TestSigning { Leaf = leaf, Envelope = true, Kind = "dsse", Subject = signed ?? subject, PredicateType = predicateType };
        var bundle = System.Text.Encoding.UTF8.GetBytes(_host.Sigstore.Sign([], signing).ToJsonString());
        return CosignSigner.Referrer(ManifestType, subject, 8, predicateType, bundle, DateTimeOffset.UnixEpoch);
    }

    private static SignatureManifest Bundle(Digest subject, Sigstore.Keys.SigningKey key) =>
        CosignSigner.SignReferrer(ManifestType, subject, 8, key, DateTimeOffset.UnixEpoch);

    private async Task<Digest> ImageAsync(string text)
    {
        var image = _host.Registry.PutImage(VerifierHost.Repository, "v1", text);
        await _host.KnowAsync(image);
        return image;
    }
}
