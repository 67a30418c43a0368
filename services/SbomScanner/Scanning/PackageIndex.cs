using Attestry.Contracts.Documents;
using Attestry.Evidence.Vulnerabilities;
using Attestry.Sbom.Layers;
using Attestry.Storage;

namespace Attestry.SbomScanner.Scanning;

/// <summary>Keeps which layers bring which packages, so that an advisory or a VEX statement leads to the artifacts that it is about and to no others.</summary>
internal sealed class PackageIndex(IDocumentStore store)
{
    private readonly IDocumentCollection<PackageUseDocument> _packages = store.Collection(Collections.PackageUses);

    private readonly IDocumentCollection<LayerUseDocument> _layers = store.Collection(Collections.LayerUses);

    /// <summary>Before the layer's catalog is stored: a layer that is known is indexed.</summary>
    internal Task AddAsync(LayerCatalog layer, CancellationToken cancellation) => _packages.AddMissingAsync(
        layer.Sources.SelectMany(source => source.Packages).SelectMany(PackageKeys.Of).Distinct(StringComparer.Ordinal)
            .Select(key => new PackageUseDocument(PackageUseDocument.KeyOf(key, layer.Layer), key, layer.Layer)),
        cancellation);

    /// <summary>Ids of artifacts one of whose layers brings one of the packages; sorted.</summary>
    internal async Task<IReadOnlyCollection<string>> FindArtifactsAsync(IEnumerable<string> keys, CancellationToken cancellation)
    {
        var layers = new HashSet<string>(StringComparer.Ordinal);
        foreach (var key in keys.Distinct(StringComparer.Ordinal))
        {
            await foreach (var use in _packages.AllAsync(new("by_package", key), cancellation))
                layers.Add(use.Layer.Text);
        }
        var artifacts = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var layer in layers)
        {
            await foreach (var use in _layers.AllAsync(new("by_layer", layer), cancellation))
                artifacts.Add(use.Artifact);
        }
        return artifacts;
    }
}
