using Attestry.Oci.Comparison;
using Attestry.Oci.Manifests;
using Attestry.Primitives.Findings;
using Attestry.Sbom.Comparison;
using Attestry.Sbom.Scanning;
using Attestry.Sbom.Tests.Layers;

namespace Attestry.Sbom.Tests.Comparison;

public sealed class ImageComparerTests : IAsyncLifetime
{
    private readonly MemorySource _source = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _source.DisposeAsync();

    [Fact]
    public async Task One_image_is_identical_to_itself()
    {
        var image = _source.Image([Base()]).Manifest;
        var comparison = await CompareAsync(image, image);
        (comparison.Reproducibility, comparison.IsReproducible, comparison.Layers.Count).ShouldBe((Reproducibility.Identical, true, 0));
        comparison.Values.ShouldAllBe(value => value.Change == 0 && value.Percent == 0);
    }

    [Fact]
    public async Task The_same_layers_under_another_configuration_are_reproducible()
    {
        var comparison = await CompareAsync(_source.Image([Base()], user: "1").Manifest, _source.Image([Base()], user: "2").Manifest);
        (comparison.Reproducibility, comparison.IsReproducible).ShouldBe((Reproducibility.SameLayers, true));
        comparison.Configuration.ShouldBe(["user"]);
    }

    [Fact]
    public async Task A_file_that_differs_is_named_with_the_reason()
    {
        var comparison = await CompareAsync(
            _source.Image([Base(), new TestLayer().File("app/a", "1").File("app/b", "2")]).Manifest,
            _source.Image([Base(), new TestLayer().File("app/b", "2").File("app/a", "3")]).Manifest);
        (comparison.Reproducibility, comparison.IsReproducible).ShouldBe((Reproducibility.Different, false));
        var files = comparison.Layers.ShouldHaveSingleItem().Files.ShouldNotBeNull();
        var change = files.Changes.ShouldHaveSingleItem();
        (change.Path, string.Join(' ', change.Differences)).ShouldBe(("app/a", $"{EntryDifference.Content} {EntryDifference.Order}"));
    }

    [Fact]
    public async Task A_layer_more_does_not_shift_the_others()
    {
        var (bottom, middle, top) = (Base(), new TestLayer().File("m", "m"), new TestLayer().File("t", "t"));
        var comparison = await CompareAsync(_source.Image([bottom, top]).Manifest, _source.Image([bottom, middle, top]).Manifest);
        var layer = comparison.Layers.ShouldHaveSingleItem();
        (layer.Before, layer.Files).ShouldBe((null, null));
        layer.After.ShouldNotBeNull();
        Value(comparison, "layers").ShouldBe((2, 3, 50));
    }

    [Fact]
    public async Task Packages_and_hygiene_change_by_name_and_in_percent()
    {
        var comparison = await CompareAsync(
            _source.Image([new TestLayer().File("lib/apk/db/installed", "P:musl\nV:1\n\nP:zlib\nV:1\n\n").File("bin/sh", "x")], user: "").Manifest,
            _source.Image([new TestLayer().File("lib/apk/db/installed", "P:musl\nV:2\n\n")]).Manifest);
        comparison.Packages.Select(p => (p.Name, p.Before, p.After)).ShouldBe([("musl", "1", "2"), ("zlib", "1", null)]);
        Value(comparison, "packages").ShouldBe((2, 1, -50));
        Value(comparison, "hygiene.shells").ShouldBe((1, 0, -100));
        comparison.Hygiene.Select(h => (h.Name, string.Join(',', h.Added), string.Join(',', h.Removed))).ShouldBe([("hygiene.runs-as-root", "not root", "root"), ("hygiene.shells", "", "bin/sh")]);
    }

    [Fact]
    public async Task Figures_that_were_given_are_compared_too()
    {
        var image = _source.Image([Base()]).Manifest;
        var (before, after) = (await ScanAsync(image), await ScanAsync(image));
        var comparison = await ImageComparer.CompareAsync(
            before with { Figures = new Dictionary<string, long> { ["vulnerabilities.high"] = 4 } },
            after with { Figures = new Dictionary<string, long> { ["vulnerabilities.high"] = 1, ["vulnerabilities.low"] = 2 } },
            default);
        Value(comparison, "vulnerabilities.high").ShouldBe((4, 1, -75));
        Value(comparison, "vulnerabilities.low").ShouldBe((0, 2, null));
    }

    [Fact]
    public async Task What_could_not_be_read_is_not_called_the_same()
    {
        var (image, layers) = _source.Image([Base()]);
        _source.Replace(layers[0].Digest, null);
        var comparison = await CompareAsync(image, image);
        (comparison.Reproducibility, comparison.IsReproducible).ShouldBe((Reproducibility.NotCompared, false));
        comparison.Findings.Select(f => f.Id).ShouldContain(SbomFindings.BlobMissing);
    }

    private static TestLayer Base() => new TestLayer().File("etc/os-release", "ID=alpine\nVERSION_ID=3.20\n");

    private static (long Before, long After, double? Percent) Value(ImageComparison comparison, string name)
    {
        var value = comparison.Values.Single(v => v.Name == name);
        return (value.Before, value.After, value.Percent);
    }

    private async Task<ImageComparison> CompareAsync(Descriptor before, Descriptor after) =>
        await ImageComparer.CompareAsync(await ScanAsync(before), await ScanAsync(after), CancellationToken.None);

    private async Task<ComparedImage> ScanAsync(Descriptor image)
    {
        var fetched = (await _source.GetManifestAsync(image.Digest.Text, default))!;
        var scan = await ArtifactScanner.ScanAsync(_source, fetched, new MemoryLayerCatalogCache(), default);
        return new(_source, new(image, fetched, ManifestParser.Parse(fetched)), scan.Images[0]);
    }
}
