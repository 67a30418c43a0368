using System.Text;
using Attestry.Primitives;
using Attestry.Sbom.Bases;
using Attestry.Sbom.Scanning;
using Attestry.Sbom.Tests.Layers;

namespace Attestry.Sbom.Tests.Comparison;

public sealed class BaseImageTests
{
    private static readonly Digest[] Stack = [Name("a"), Name("b"), Name("c")];

    [Fact]
    public void A_chain_names_each_prefix_as_the_specification_does()
    {
        var chains = LayerChain.Of(Stack);
        chains[0].ShouldBe(Stack[0]);
        chains[1].ShouldBe(Digest.Sha256(Encoding.ASCII.GetBytes($"{Stack[0]} {Stack[1]}")));
        chains[2].ShouldBe(Digest.Sha256(Encoding.ASCII.GetBytes($"{chains[1]} {Stack[2]}")));
        LayerChain.Of([Stack[0], default, Stack[2]]).Count.ShouldBe(1);
    }

    [Fact]
    public void The_known_image_with_most_layers_is_the_base()
    {
        var found = Find(null, Known("debian", 1), Known("python", 2)).ShouldNotBeNull();
        (found.Name, found.Layers, found.Confidence, found.Claimed).ShouldBe(("python", 2, BaseImageFinder.ByLayers, false));
    }

    [Fact]
    public void The_same_layers_in_another_order_or_the_whole_image_are_no_base()
    {
        Find(null, Known("whole", 3)).ShouldBeNull();
        Find(null, KnownImage.Of("turned", Name("turned"), [Stack[1], Stack[0]])!, KnownImage.Of("longer", Name("longer"), [.. Stack, Name("d")])!).ShouldBeNull();
        KnownImage.Of("empty", Name("empty"), []).ShouldBeNull();
    }

    [Fact]
    public void Several_images_with_those_layers_make_it_less_sure()
    {
        Find(null, Known("one", 2), Known("two", 2))!.Confidence.ShouldBe(BaseImageFinder.Ambiguous);
        Find(null, Known("one", 2), Known("mirror", 2) with { Digest = Name("one") })!.Confidence.ShouldBe(BaseImageFinder.ByLayers);
    }

    [Fact]
    public void A_claim_is_only_as_good_as_the_layers()
    {
        var claim = new BaseClaim("docker.io/library/debian:12", Name("debian"));
        (Find(claim)!.Confidence, Find(claim)!.Claimed, Find(claim)!.Layers).ShouldBe((BaseImageFinder.ByClaim, true, 0));
        // The image's word picks among those that match, also a lower one.
        var agreed = Find(claim, Known("debian", 1), Known("python", 2))!;
        (agreed.Name, agreed.Layers, agreed.Confidence, agreed.ClaimRefuted).ShouldBe(("docker.io/library/debian:12", 1, BaseImageFinder.Certain, false));
        var other = KnownImage.Of("debian", Name("debian"), [Name("z")])!;
        (Find(claim, other)!.Confidence, Find(claim, other)!.ClaimRefuted).ShouldBe((0, true));
        var refuted = Find(claim, other, Known("python", 2))!;
        (refuted.Name, refuted.Confidence, refuted.Claimed, refuted.ClaimRefuted).ShouldBe(("python", BaseImageFinder.ByLayers, false, true));
    }

    [Fact]
    public async Task A_scan_computes_the_layers_itself()
    {
        await using var source = new MemorySource();
        var layer = new TestLayer().File("a", "1");
        var (manifest, _) = source.Image([layer, new TestLayer().File("b", "2")]);
        var scan = await ArtifactScanner.ScanAsync(source, manifest.Digest.Text, new MemoryLayerCatalogCache(), default);
        var image = scan.Images.ShouldHaveSingleItem();
        image.Base.ShouldBeNull();
        image.WithBase([KnownImage.Of("base", Name("base"), [layer.Build().DiffId])!]).Base!.Name.ShouldBe("base");
    }

    private static BaseMatch? Find(BaseClaim? claim, params KnownImage[] known) => BaseImageFinder.Find(Stack, claim, known);

    private static KnownImage Known(string name, int layers) => KnownImage.Of(name, Name(name), Stack[..layers])!;

    private static Digest Name(string text) => Digest.Sha256(Encoding.ASCII.GetBytes(text));
}
