using Attestry.Oci.Manifests;
using Attestry.Oci.Tests.Support;
using Attestry.Primitives;

namespace Attestry.Oci.Tests.Manifests;

public sealed class ClassificationTests
{
    private static readonly Digest Subject = Digest.Parse($"sha256:{Documents.Hex}");

    [Theory]
    [InlineData("sig")]
    [InlineData("att")]
    [InlineData("sbom")]
    public void Knows_the_tags_of_cosign(string suffix)
    {
        CosignTag.TryParse($"sha256-{Documents.Hex}.{suffix}", out var subject, out var found).ShouldBeTrue();
        (subject, found).ShouldBe((Subject, suffix));
        CosignTag.Of(Subject, suffix).ShouldBe($"sha256-{Documents.Hex}.{suffix}");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("latest")]
    [InlineData("sha256-abc.sig")]
    [InlineData($"sha256-{Documents.Hex}")]
    [InlineData($"sha256-{Documents.Hex}.sig.sig")]
    [InlineData($"sha256-{Documents.Hex}.exe")]
    [InlineData($"SHA256-{Documents.Hex}.sig")]
    public void Takes_no_other_tag_for_one(string? tag) => CosignTag.TryParse(tag, out _, out _).ShouldBeFalse();

    [Fact]
    public void Classifies_by_document_and_tag()
    {
        var image = ManifestParser.Parse(Documents.Fetched(Documents.Image()));
        var index = ManifestParser.Parse(Documents.Fetched(Documents.Index(Documents.Layer)));
        var referrer = ManifestParser.Parse(Documents.Fetched(Documents.Image($$""","subject":{{Documents.Layer}}""")));
        Classification.Of(image, "1.0").ShouldBe(new(ManifestKind.Image, default, ""));
        Classification.Of(image, $"sha256-{Documents.Hex}.att").ShouldBe(new(ManifestKind.Referrer, Subject, "att"));
        Classification.Of(index, null).ShouldBe(new(ManifestKind.Index, default, ""));
        Classification.Of(index, $"sha256-{Documents.Hex}").ShouldBe(new(ManifestKind.Referrer, Subject, ""));
        Classification.Of(referrer, null).ShouldBe(new(ManifestKind.Referrer, Subject, ""));
    }

    [Fact]
    public void Needs_both_marks_to_take_a_child_for_an_attestation()
    {
        var child = new Descriptor(MediaTypes.OciManifest, Subject, 1);
        var marked = child with { Annotations = new Dictionary<string, string> { ["vnd.docker.reference.type"] = "attestation-manifest" } };
        Classification.IsPlatformImage(child).ShouldBeTrue();
        Classification.IsPlatformImage(marked with { Platform = new("linux", "amd64") }).ShouldBeTrue();
        Classification.IsPlatformImage(child with { Platform = new("unknown", "unknown") }).ShouldBeTrue();
        Classification.IsPlatformImage(marked with { Platform = new("unknown", "unknown") }).ShouldBeFalse();
    }
}
