using Attestry.Contracts.Documents;
using Attestry.Sbom.Layers;
using Attestry.Sbom.Scanning;
using Attestry.Storage;

namespace Attestry.SbomScanner.Scanning;

/// <summary>Keeps from which layers executables come and which artifacts have those layers, so that a digest measured on a host leads to artifacts.</summary>
internal sealed class ExecutableIndex(IDocumentStore store)
{
    // Those who write at the same time share one wait for the disk.
    private const int AtOnce = 64;

    private readonly IDocumentCollection<ExecutableDocument> _executables = store.Collection(Collections.Executables);

    private readonly IDocumentCollection<LayerUseDocument> _uses = store.Collection(Collections.LayerUses);

    /// <summary>Before the layer's catalog is stored: a layer that is known is indexed.</summary>
    internal Task AddAsync(LayerCatalog layer, CancellationToken cancellation) => InsertAsync(
        _executables,
        layer.Executables.GroupBy(e => e.Digest).Select(g => new ExecutableDocument(
            ExecutableDocument.KeyOf(g.Key, layer.Layer), g.Key, layer.Layer, g.First().Size, [.. g.Select(e => e.Path).Order(StringComparer.Ordinal)])),
        cancellation);

    internal Task AddAsync(string artifact, ArtifactScan scan, CancellationToken cancellation) => InsertAsync(
        _uses,
        scan.Images.SelectMany(i => i.Catalog.Hygiene.Layers).Select(l => l.Layer).Distinct().Select(layer => new LayerUseDocument(LayerUseDocument.KeyOf(layer, artifact), layer, artifact)),
        cancellation);

    // What is there already says the same.
    private static async Task InsertAsync<T>(IDocumentCollection<T> collection, IEnumerable<T> documents, CancellationToken cancellation)
        where T : class, Contracts.IDocument
    {
        foreach (var some in documents.Chunk(AtOnce))
        {
            var known = (await collection.GetManyAsync([.. some.Select(d => d.Id)], cancellation)).Select(d => d.Document.Id).ToHashSet(StringComparer.Ordinal);
            await Task.WhenAll(some.Where(d => !known.Contains(d.Id)).Select(d => collection.InsertAsync(d, cancellation)));
        }
    }
}
