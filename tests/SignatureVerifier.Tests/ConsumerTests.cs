using Attestry.Contracts;
using Attestry.Contracts.Documents;
using Attestry.Contracts.Messages;
using Attestry.Primitives;
using Attestry.Sigstore.Cosign;

namespace Attestry.SignatureVerifier.Tests;

/// <summary>Messages in, evidence and messages out, over the bus.</summary>
public sealed class ConsumerTests
{
    private const string IndexType = "application/vnd.oci.image.index.v1+json";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_signature_that_comes_and_goes_makes_and_unmakes_the_pass(bool referrersApi)
    {
        await using var host = await VerifierHost.StartAsync(referrersApi);
        var image = host.Registry.PutImage(VerifierHost.Repository, "v1", "image");
        await host.KnowAsync(image);

        await host.PublishAsync(new ArtifactResolved(host.ArtifactId(image), image, ArtifactKind.Image));
        await host.AnnouncedAsync(image, Verdict.Failed);

        var signature = host.Registry.Put(VerifierHost.Repository, CosignSigner.SignTag("r/app", image, host.Authority.Key));
        await host.PublishAsync(new ReferrerAttached(host.ArtifactId(image), signature, ""));
        var recorded = await host.AnnouncedAsync(image, Verdict.Passed);
        recorded.Content.ShouldBe((await host.EvidenceAsync(image))!.Content);

        host.Registry.Delete(VerifierHost.Repository, signature);
        await host.PublishAsync(new ReferrerRemoved(host.ArtifactId(image), signature));
        await host.AnnouncedAsync(image, Verdict.Failed);
        (await host.EvidenceAsync(image))!.Verdict.ShouldBe(Verdict.Failed);
    }

    [Fact]
    public async Task What_happens_to_an_index_happens_to_its_children()
    {
        await using var host = await VerifierHost.StartAsync();
        var child = host.Registry.PutImage(VerifierHost.Repository, "amd64", "child");
        var index = host.Registry.PutIndex(VerifierHost.Repository, "v1", child);
        await host.KnowAsync(child, parents: [index]);
        await host.KnowAsync(index, ArtifactKind.Index, children: [child]);

        await host.PublishAsync(new ArtifactResolved(host.ArtifactId(child), child, ArtifactKind.Image));
        await host.AnnouncedAsync(child, Verdict.Failed);

        var signature = host.Registry.Put(VerifierHost.Repository, CosignSigner.SignReferrer(IndexType, index, 8, host.Authority.Key, DateTimeOffset.UnixEpoch));
        await host.PublishAsync(new ReferrerAttached(host.ArtifactId(index), signature, ""));
        await host.AnnouncedAsync(child, Verdict.Passed);

        host.Registry.Delete(VerifierHost.Repository, signature);
        await host.PublishAsync(new ReferrerRemoved(host.ArtifactId(index), signature));
        await host.AnnouncedAsync(child, Verdict.Failed);
    }

    [Fact]
    public async Task A_signed_index_that_is_resolved_after_its_children_covers_them()
    {
        await using var host = await VerifierHost.StartAsync();
        var child = host.Registry.PutImage(VerifierHost.Repository, "amd64", "child");
        var index = host.Registry.PutIndex(VerifierHost.Repository, "v1", child);
        host.Registry.Put(VerifierHost.Repository, CosignSigner.SignTag("r/app", index, host.Authority.Key));
        await host.KnowAsync(child, parents: [index]);
        await host.KnowAsync(index, ArtifactKind.Index, children: [child]);

        await host.PublishAsync(new ArtifactResolved(host.ArtifactId(index), index, ArtifactKind.Index));

        await host.AnnouncedAsync(child, Verdict.Passed);
    }

    [Fact]
    public async Task Answers_requests_for_its_own_kind_of_evidence_alone()
    {
        await using var host = await VerifierHost.StartAsync();
        Digest asked = host.Registry.PutImage(VerifierHost.Repository, "v1", "asked"), other = host.Registry.PutImage(VerifierHost.Repository, "v2", "other");
        await host.KnowAsync(asked);
        await host.KnowAsync(other);

        await host.PublishAsync(new EvidenceRequested(host.ArtifactId(other), EvidenceKinds.Sbom, 1));
        await host.PublishAsync(new EvidenceRequested(host.ArtifactId(asked), EvidenceKinds.Signatures, 1));

        await host.AnnouncedAsync(asked, Verdict.Failed);
        (await host.EvidenceAsync(other)).ShouldBeNull();
    }
}
