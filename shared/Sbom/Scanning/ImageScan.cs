using Attestry.Primitives;
using Attestry.Primitives.Findings;
using Attestry.Sbom.Bases;
using Attestry.Sbom.Formats;
using Attestry.Sbom.Images;

namespace Attestry.Sbom.Scanning;

/// <summary>What one platform's image holds and how it is made.</summary>
/// <param name="User">As configured; empty means root.</param>
/// <param name="RunsAsRoot">Null when the user is a name that the image does not know.</param>
/// <param name="Findings">Of the image's documents, its layers and the files in them.</param>
/// <param name="Complete">Every layer was read whole and is the one that manifest and configuration name.</param>
public sealed record ImageScan(
    SbomSubject Subject,
    ImageCatalog Catalog,
    string User,
    bool? RunsAsRoot,
    IReadOnlyList<Finding> Findings,
    bool Complete,
    ScanStatistics Statistics)
{
    /// <summary>What the image says of its base; null when it says nothing.</summary>
    public BaseClaim? BaseClaim { get; init; }

    /// <summary>On what it is built, once somebody who knows other images looked; null when nobody did or nothing is known.</summary>
    public BaseMatch? Base { get; init; }

    /// <summary>Digests of the uncompressed layers as they were computed, bottom first.</summary>
    public IReadOnlyList<Digest> DiffIds => [.. Catalog.Hygiene.Layers.Select(layer => layer.DiffId)];

    /// <summary>The same with its base, as far as <paramref name="known"/> tells.</summary>
    public ImageScan WithBase(IReadOnlyCollection<KnownImage> known) => this with { Base = BaseImageFinder.Find(DiffIds, BaseClaim, known) };
}
