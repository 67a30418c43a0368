using Attestry.Primitives;
using Attestry.Sbom.Layers;

namespace Attestry.Sbom.Scanning;

/// <summary>Keeps layers' catalogs between images. Asked by several threads at once.</summary>
public interface ILayerCatalogCache
{
    /// <summary>The catalog of <paramref name="layer"/> by the table of catalogers of this build; null when there is none.</summary>
    Task<LayerCatalog?> GetAsync(Digest layer, CancellationToken cancellation);

    /// <summary>Held while a layer that was not there is read, so that scans that run at once read it once; dispose to leave.</summary>
    Task<IDisposable> EnterAsync(Digest layer, CancellationToken cancellation);

    /// <summary>Keeps a complete catalog.</summary>
    Task PutAsync(LayerCatalog catalog, CancellationToken cancellation);
}
