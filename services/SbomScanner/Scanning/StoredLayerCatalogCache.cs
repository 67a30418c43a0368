using Attestry.Contracts.Documents;
using Attestry.Primitives;
using Attestry.Sbom.Catalogers;
using Attestry.Sbom.Layers;
using Attestry.Sbom.Scanning;
using Attestry.Storage;

namespace Attestry.SbomScanner.Scanning;

/// <summary>Catalogs of layers in the store, shared by all replicas, under layer digest and cataloger version.</summary>
internal sealed class StoredLayerCatalogCache(IDocumentStore store, IContentStore contents, ExecutableIndex executables, TimeProvider time) : ILayerCatalogCache, IDisposable
{
    private readonly IDocumentCollection<LayerDocument> _layers = store.Collection(Collections.Layers);

    private readonly LayerTurns _turns = new();

    public async Task<LayerCatalog?> GetAsync(Digest layer, CancellationToken cancellation) =>
        await _layers.GetAsync(IdOf(layer), cancellation) is { Document: var document } && await contents.GetAsync(document.Catalog, cancellation) is { } bytes
            ? LayerCatalogJson.Read(bytes)
            : null;

    public Task<IDisposable> EnterAsync(Digest layer, CancellationToken cancellation) => _turns.EnterAsync(layer, cancellation);

    public async Task PutAsync(LayerCatalog catalog, CancellationToken cancellation)
    {
        var content = await contents.PutAsync(LayerCatalogJson.Write(catalog), cancellation);
        await executables.AddAsync(catalog, cancellation);
        // Another replica may have been first; the same layer gives the same catalog.
        await _layers.InsertAsync(new(IdOf(catalog.Layer), catalog.Layer, catalog.Cataloger, content, time.GetUtcNow()), cancellation);
    }

    public void Dispose() => _turns.Dispose();

    private static string IdOf(Digest layer) => $"{layer}|{CatalogerTable.Version}";
}
