namespace Attestry.Oci.Layers;

/// <summary>Sees each entry of a layer once, in the order of the archive, while the layer streams past.</summary>
public interface ILayerVisitor
{
    /// <param name="content">
    /// Of a regular file its content, read-once and valid only until the task completes; what is left unread is skipped. Empty for other entries.
    /// </param>
    ValueTask VisitAsync(LayerEntry entry, Stream content, CancellationToken cancellation);
}
