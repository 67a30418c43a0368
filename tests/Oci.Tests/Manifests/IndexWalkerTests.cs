using System.Text;
using Attestry.Oci.Manifests;
using Attestry.Oci.Tests.Support;
using Attestry.Primitives;
using Attestry.Primitives.Findings;
using Attestry.Primitives.Limits;

namespace Attestry.Oci.Tests.Manifests;

public sealed class IndexWalkerTests
{
    private static readonly Digest A = Digest.Sha256([1]);
    private static readonly Digest B = Digest.Sha256([2]);
    private static readonly Digest Image = Digest.Sha256([3]);

    [Fact]
    public async Task Lists_each_platform_image_once_and_attestations_apart()
    {
        var attestation = Child(B, MediaTypes.OciManifest, ""","platform":{"os":"unknown","architecture":"unknown"},"annotations":{"vnd.docker.reference.type":"attestation-manifest"}""");
        var platform = Child(Image, MediaTypes.OciManifest, ""","platform":{"os":"linux","architecture":"amd64"}""");
        var walk = await WalkAsync(Claim(A, Documents.Index(platform, platform, attestation)), Claim(Image, Documents.Image()));
        walk.Images.Single().Descriptor.Platform!.ToString().ShouldBe("linux/amd64");
        walk.Attached.Single().Digest.ShouldBe(B);
        walk.Findings.ShouldBeEmpty();
    }

    [Fact]
    public async Task Takes_an_image_for_an_index_of_one()
    {
        var walk = await WalkAsync(Claim(Image, Documents.Image()));
        walk.Images.Single().Manifest.Digest.ShouldBe(Image);
    }

    [Fact]
    public async Task Finds_an_index_that_lists_itself()
    {
        var walk = await WalkAsync(Claim(A, Documents.Index(Child(A), Child(Image, MediaTypes.OciManifest))), Claim(Image, Documents.Image()));
        walk.Findings.Select(f => (f.Id, f.Location)).ShouldBe([(OciFindings.IndexCycle, A.Text)]);
        walk.Images.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Finds_indexes_that_list_each_other()
    {
        var walk = await WalkAsync(Claim(A, Documents.Index(Child(B))), Claim(B, Documents.Index(Child(A))));
        walk.Findings.Select(f => (f.Id, f.Location)).ShouldBe([(OciFindings.IndexCycle, A.Text)]);
    }

    [Fact]
    public async Task Stops_at_the_depth_limit()
    {
        var source = new ScriptedSource(text => Claim(Digest.Parse(text), Documents.Index(Child(Digest.Sha256(Encoding.UTF8.GetBytes(text))))));
        var walk = await IndexWalker.WalkAsync(source, Claim(A, Documents.Index(Child(B))), CancellationToken.None);
        walk.Findings.Single().Id.ShouldBe(OciFindings.IndexTooDeep);
        source.Asked.ShouldBe(OciLimits.IndexDepth);
    }

    [Fact]
    public async Task Fetches_a_bounded_number_of_manifests()
    {
        var children = Enumerable.Range(0, OciLimits.IndexManifests + 50).Select(i => Child(Digest.Sha256(BitConverter.GetBytes(i)))).ToArray();
        var source = new ScriptedSource(text => Claim(Digest.Parse(text), Documents.Image()));
        var walk = await IndexWalker.WalkAsync(source, Claim(A, Documents.Index(children)), CancellationToken.None);
        walk.Findings.Single().Id.ShouldBe(OciFindings.ManifestTooManyEntries);
        source.Asked.ShouldBe(OciLimits.IndexManifests);
    }

    [Fact]
    public async Task Goes_on_without_children_that_are_missing_or_malformed()
    {
        var walk = await WalkAsync(Claim(A, Documents.Index(Child(B), Child(Digest.Sha256([9])), Child(Image))), Claim(B, "{"), Claim(Image, Documents.Image()));
        walk.Findings.Select(f => f.Id).ShouldBe([OciFindings.ManifestMalformed, OciFindings.ManifestChildMissing]);
        walk.Images.Count.ShouldBe(1);
    }

    private static Task<IndexWalk> WalkAsync(FetchedManifest root, params FetchedManifest[] others) =>
        IndexWalker.WalkAsync(
            new ScriptedSource(text => others.Append(root).FirstOrDefault(m => m.Digest.Text == text)), root, CancellationToken.None);

    private static FetchedManifest Claim(Digest digest, string json) => new(digest, "", Encoding.UTF8.GetBytes(json));

    private static string Child(Digest digest, string mediaType = MediaTypes.OciIndex, string extra = "") =>
        $$"""{"mediaType":"{{mediaType}}","digest":"{{digest}}","size":1{{extra}}}""";
}
