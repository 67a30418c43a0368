using Attestry.Oci.Manifests;
using Attestry.Primitives;
using Attestry.Primitives.Limits;

namespace Attestry.Oci.Layers;

/// <summary>Reads a layer once, as it comes: both digests, every limit, each entry shown to a visitor.</summary>
public static class LayerReader
{
    /// <param name="compressed">The blob's bytes; read to their end unless the layer is refused before, and left to the caller to dispose.</param>
    /// <param name="layer">Digest and size that the bytes must have. What the media type says of compression is not believed.</param>
    /// <param name="diffId">From the image configuration; null when there is none to compare with.</param>
    /// <returns>Bad bytes are findings. What the source or the visitor throws goes through.</returns>
    public static Task<LayerReport> ReadAsync(
        Stream compressed, Descriptor layer, Digest? diffId, LayerLimits limits, ILayerVisitor visitor, CancellationToken cancellation) =>
        new LayerPass(layer, diffId, limits, visitor).RunAsync(compressed, cancellation);
}
