using Attestry.Oci.Layers;

namespace Attestry.Oci.Tests.Support;

internal sealed class RecordingVisitor : ILayerVisitor
{
    public List<LayerEntry> Entries { get; } = [];

    public Dictionary<string, byte[]> Contents { get; } = [];

    public IEnumerable<string> Paths => Entries.Select(e => e.Path);

    public async ValueTask VisitAsync(LayerEntry entry, Stream content, CancellationToken cancellation)
    {
        Entries.Add(entry);
        using var copy = new MemoryStream();
        await content.CopyToAsync(copy, cancellation);
        Contents[entry.Path] = copy.ToArray();
    }
}
