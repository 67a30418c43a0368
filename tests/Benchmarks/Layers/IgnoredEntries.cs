using Attestry.Oci.Layers;

namespace Attestry.Benchmarks.Layers;

/// <summary>Looks at nothing: what is left is the reader's own cost.</summary>
internal sealed class IgnoredEntries : ILayerVisitor
{
    public ValueTask VisitAsync(LayerEntry entry, Stream content, CancellationToken cancellation) => ValueTask.CompletedTask;
}
