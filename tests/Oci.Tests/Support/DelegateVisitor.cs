using Attestry.Oci.Layers;

namespace Attestry.Oci.Tests.Support;

internal sealed class DelegateVisitor(Func<LayerEntry, Stream, ValueTask> visit) : ILayerVisitor
{
    public DelegateVisitor(Action<LayerEntry, Stream> visit)
        : this((entry, content) =>
        {
            visit(entry, content);
            return ValueTask.CompletedTask;
        })
    {
    }

    public ValueTask VisitAsync(LayerEntry entry, Stream content, CancellationToken cancellation) => visit(entry, content);
}
