using System.Text;
using Attestry.Oci.Manifests;
using Attestry.Primitives;
using Attestry.Primitives.Findings;
using Attestry.Primitives.Limits;
using Attestry.Sbom.Scanning;
using Attestry.Sbom.Tests.Layers;

namespace Attestry.Sbom.Tests;

public sealed class ScannerTests
{
    private readonly MemorySource _source = new();
    private readonly MemoryLayerCatalogCache _cache = new();

    [Fact]
    public async Task Scans_an_image()
    {
        var (image, _) = _source.Image([Base(), App("app", "1")], user: "app");
        var scan = await ScanAsync(image);
        (scan.Verdict, scan.IsIndex, scan.Findings.Count).ShouldBe((Verdict.Passed, false, 0));
        var only = scan.Images.ShouldHaveSingleItem();
        (only.Subject.Name, only.Subject.Digest, only.Subject.Platform).ShouldBe(("registry.test/acme/app", image.Digest, "linux/amd64"));
        only.Subject.Created.ShouldBe(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
        (only.User, only.RunsAsRoot, only.Complete).ShouldBe(("app", false, true));
        only.Catalog.Purls().ShouldBe(["pkg:apk/alpine/musl@1?arch=x86_64&distro=alpine-3.20", "pkg:pypi/app@1"]);
        (scan.Statistics.LayersRead, scan.Statistics.LayersCached).ShouldBe((2, 0));
    }

    [Fact]
    public async Task Reads_a_shared_layer_once()
    {
        var (first, _) = _source.Image([Base(), App("a", "1")]);
        var (second, _) = _source.Image([Base(), App("b", "1"), App("b", "1")]);
        await ScanAsync(first);
        var scan = await ScanAsync(second);
        (scan.Statistics.LayersRead, scan.Statistics.LayersCached, _source.LayersOpened).ShouldBe((1, 1, 3));
        scan.Images[0].Catalog.Names().ShouldBe(["musl 1", "b 1"]);
        scan.Verdict.ShouldBe(Verdict.Passed);
    }

    [Fact]
    public async Task Scans_at_once_read_a_shared_layer_once()
    {
        var (image, _) = _source.Image([Base(), App("a", "1")]);
        var scans = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => ScanAsync(image))));
        _source.LayersOpened.ShouldBe(2);
        scans.ShouldAllBe(s => s.Verdict == Verdict.Passed && s.Images[0].Catalog.Packages.Count == 2);
    }

    [Fact]
    public async Task Who_gives_up_waiting_for_a_layer_leaves_it_to_the_next()
    {
        var layer = Digest.Sha256("layer"u8);
        var gate = new LayerGate();
        using var patience = new CancellationTokenSource();
        var first = await gate.EnterAsync(layer, default);
        var impatient = gate.EnterAsync(layer, patience.Token);
        var third = gate.EnterAsync(layer, default);
        await patience.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(impatient);
        third.IsCompleted.ShouldBeFalse();
        first.Dispose();
        (await third).Dispose();
        (await gate.EnterAsync(layer, default)).Dispose();
    }

    [Fact]
    public async Task Scans_each_platform_of_an_index_and_no_attestation()
    {
        var amd = _source.Image([Base(), App("a", "1")]).Manifest with { Platform = new("linux", "amd64") };
        var arm = _source.Image([Base(), App("a", "2")], architecture: "arm64").Manifest with { Platform = new("linux", "arm64", "v8") };
        var attestation = _source.Image([]).Manifest with
        {
            Platform = new("unknown", "unknown"),
            Annotations = new Dictionary<string, string> { ["vnd.docker.reference.type"] = "attestation-manifest" },
        };
        var scan = await ScanAsync(_source.Index(amd, attestation, arm));
        (scan.IsIndex, scan.Verdict).ShouldBe((true, Verdict.Passed));
        scan.Images.Select(i => i.Subject.Platform).ShouldBe(["linux/amd64", "linux/arm64/v8"]);
        scan.Images.Select(i => i.Catalog.Packages[^1].Package.Version).ShouldBe(["1", "2"]);
        scan.Statistics.LayersCached.ShouldBe(1);
    }

    [Fact]
    public async Task Scans_a_bounded_number_of_platforms()
    {
        var children = Enumerable.Range(0, SbomLimits.Platforms + 1).Select(i => _source.Image([], user: $"{i}").Manifest with { Platform = new("linux", "amd64") });
        var scan = await ScanAsync(_source.Index([.. children]));
        scan.Images.Count.ShouldBe(SbomLimits.Platforms);
        scan.Verdict.ShouldBe(Verdict.Failed);
        scan.Findings.ShouldContain(f => f.Id == SbomFindings.TooManyPlatforms);
    }

    [Fact]
    public async Task A_manifest_that_is_gone_fails() =>
        (await ScanAsync(new Descriptor(MediaTypes.OciManifest, Digest.Sha256("gone"u8), 4))).ShouldSatisfyAllConditions(
            s => s.Verdict.ShouldBe(Verdict.Failed),
            s => s.Findings.ShouldHaveSingleItem().Id.ShouldBe(SbomFindings.ManifestMissing));

    [Fact]
    public async Task Something_that_is_no_image_fails()
    {
        var chart = Encoding.UTF8.GetBytes($$$"""{"schemaVersion":2,"mediaType":"{{{MediaTypes.OciManifest}}}","config":{"mediaType":"application/vnd.cncf.helm.config.v1+json","digest":"{{{Digest.Sha256("x"u8)}}}","size":1},"layers":[]}""");
        var scan = await ScanAsync(_source.Manifest(MediaTypes.OciManifest, chart));
        (scan.Verdict, scan.Findings.ShouldHaveSingleItem().Id).ShouldBe((Verdict.Failed, SbomFindings.NotAnImage));
        (await ScanAsync(_source.Index())).Verdict.ShouldBe(Verdict.Failed);
    }

    [Theory]
    [InlineData("missing layer", SbomFindings.BlobMissing)]
    [InlineData("another layer", LayerFindings.SizeMismatch)]
    [InlineData("truncated", LayerFindings.Truncated)]
    [InlineData("lying diff id", LayerFindings.DiffIdMismatch)]
    [InlineData("missing config", SbomFindings.BlobMissing)]
    [InlineData("broken config", OciFindings.BlobDigestMismatch)]
    public async Task What_is_missing_or_wrong_fails_and_is_not_kept(string how, string finding)
    {
        var (image, layers) = _source.Image([Base(), App("a", "1")], lie: how == "lying diff id" ? _ => Digest.Sha256("lie"u8) : null);
        var config = ManifestParser.Parse((await _source.GetManifestAsync(image.Digest.Text, default))!).Config!;
        if (how == "missing layer")
            _source.Replace(layers[1].Digest, null);
        else if (how == "another layer")
            _source.Replace(layers[1].Digest, App("evil", "1").Build().Compressed);
        else if (how == "truncated")
            _source.Replace(layers[1].Digest, App("a", "1").Build().Compressed[..^20]);
        else if (how is "missing config" or "broken config")
            _source.Replace(config.Digest, how == "missing config" ? null : new byte[config.Size]);
        var scan = await ScanAsync(image);
        scan.Verdict.ShouldBe(Verdict.Failed);
        scan.Findings.ShouldContain(f => f.Id == finding, string.Join(", ", scan.Findings.Select(f => f.Id)));
        scan.Images[0].Complete.ShouldBeFalse();
        if (!how.EndsWith("config", StringComparison.Ordinal))
            (await _cache.GetAsync(layers[1].Digest, default)).ShouldBeNull();
    }

    [Fact]
    public async Task A_cached_layer_does_not_excuse_a_configuration_that_lies_about_it()
    {
        var (honest, _) = _source.Image([Base()]);
        (await ScanAsync(honest)).Verdict.ShouldBe(Verdict.Passed);
        var (liar, _) = _source.Image([Base()], lie: _ => Digest.Sha256("lie"u8));
        var scan = await ScanAsync(liar);
        (scan.Verdict, scan.Statistics.LayersCached).ShouldBe((Verdict.Failed, 1));
        scan.Findings.ShouldContain(f => f.Id == LayerFindings.DiffIdMismatch);
        (await ScanAsync(honest)).Verdict.ShouldBe(Verdict.Passed);
    }

    [Theory]
    [InlineData("var/lib/dpkg/status", Verdict.Failed)]
    [InlineData("app/x.deps.json", Verdict.Warned)]
    [InlineData("app/node_modules/a/package.json", Verdict.Passed)]
    public async Task An_unreadable_file_weighs_as_much_as_it_would_tell(string path, Verdict verdict)
    {
        var scan = await ScanAsync(_source.Image([new TestLayer().File(path, "{")]).Manifest);
        (scan.Verdict, scan.Findings.Count).ShouldBe((verdict, 1));
    }

    private Task<ArtifactScan> ScanAsync(Descriptor artifact) => ArtifactScanner.ScanAsync(_source, artifact.Digest.Text, _cache, CancellationToken.None);

    private static TestLayer Base() => new TestLayer()
        .File("etc/os-release", "ID=alpine\nVERSION_ID=3.20\n")
        .File("etc/passwd", "root:x:0:0::/:\napp:x:1000:1000::/:\n")
        .File("lib/apk/db/installed", "P:musl\nV:1\nA:x86_64\n");

    private static TestLayer App(string name, string version) => new TestLayer().File($"app/{name}.dist-info/METADATA", $"Name: {name}\nVersion: {version}\n");
}
