using Attestry.Contracts.Documents;
using Attestry.Sbom.Layers;
using Attestry.Sbom.Scanning;
using Attestry.Storage;

namespace Attestry.SbomScanner.Scanning;

/// <summary>Keeps from which layers executables come and which artifacts have those layers, so that a digest measured on a host leads to artifacts.</summary>
internal sealed class ExecutableIndex(IDocumentStore store)
{
    private readonly IDocumentCollection<ExecutableDocument> _executables = store.Collection(Collections.Executables);

    private readonly IDocumentCollection<LayerUseDocument> _uses = store.Collection(Collections.LayerUses);

    /// <summary>Before the layer's catalog is stored: a layer that is known is indexed.</summary>
    internal Task AddAsync(LayerCatalog layer, CancellationToken cancellation) => _executables.AddMissingAsync(
        layer.Executables.GroupBy(e => e.Digest).Select(g => new ExecutableDocument(
            ExecutableDocument.KeyOf(g.Key, layer.Layer), g.Key, layer.Layer, g.First().Size, [.. g.Select(e => e.Path).Order(StringComparer.Ordinal)])),
        cancellation);

    internal Task AddAsync(string artifact, ArtifactScan scan, CancellationToken cancellation) => _uses.AddMissingAsync(
        scan.Images.SelectMany(i => i.Catalog.Hygiene.Layers).Select(l => l.Layer).Distinct().Select(layer => new LayerUseDocument(LayerUseDocument.KeyOf(layer, artifact), layer, artifact)),
        cancellation);
}
