using Attestry.Sbom.Images;
using Attestry.Sbom.Layers;
using Attestry.Sbom.Tests.Layers;

namespace Attestry.Sbom.Tests;

internal static class Found
{
    /// <summary>What an image of this one layer holds.</summary>
    public static async Task<ImageCatalog> ImageAsync(this TestLayer layer) => ImageCatalog.Merge([await layer.CatalogAsync()]);

    /// <summary><c>name version</c> of each, in the order of the catalog.</summary>
    public static IReadOnlyList<string> Names(this ImageCatalog image) => [.. image.Packages.Select(p => $"{p.Package.Name} {p.Package.Version}")];

    public static IReadOnlyList<string> Purls(this ImageCatalog image) => [.. image.Packages.Select(p => p.Purl)];

    public static LayerSource Source(this LayerCatalog layer, string path) => layer.Sources.Single(s => s.Path == path);
}
