using System.Collections.Concurrent;
using Attestry.Primitives;
using Attestry.Sbom.Layers;

namespace Attestry.Sbom.Scanning;

/// <summary>Keeps catalogs for as long as it lives: for one scan of an index whose images share layers.</summary>
public sealed class MemoryLayerCatalogCache : ILayerCatalogCache
{
    private readonly ConcurrentDictionary<Digest, LayerCatalog> _catalogs = new();
    private readonly LayerGate _gate = new();

    public Task<LayerCatalog?> GetAsync(Digest layer, CancellationToken cancellation) => Task.FromResult(_catalogs.GetValueOrDefault(layer));

    public Task<IDisposable> EnterAsync(Digest layer, CancellationToken cancellation) => _gate.EnterAsync(layer, cancellation);

    public Task PutAsync(LayerCatalog catalog, CancellationToken cancellation)
    {
        _catalogs[catalog.Layer] = catalog;
        return Task.CompletedTask;
    }
}
