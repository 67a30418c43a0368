using Attestry.Oci.Layers;
using Attestry.Primitives.Limits;

namespace Attestry.Oci.Comparison;

/// <summary>Remembers the entries of the earlier layer: of each its path, a few numbers and a hash, never its content.</summary>
internal sealed class EntryRecorder : ILayerVisitor
{
    private long _characters;
    private int _position;

    /// <summary>By path and whether it is a whiteout: one removes what the other brings.</summary>
    public Dictionary<(string Path, bool Removes), RecordedEntry> Entries { get; } = [];

    /// <summary>There were more than are compared.</summary>
    public bool Overflowed { get; private set; }

    public async ValueTask VisitAsync(LayerEntry entry, Stream content, CancellationToken cancellation)
    {
        _characters += entry.Path.Length + (entry.LinkTarget?.Length ?? 0);
        Overflowed = Overflowed || Entries.Count >= OciLimits.ComparedEntries || _characters > OciLimits.ComparedPathCharacters;
        if (!Overflowed)
            // An archive may hold a path twice; the last one counts.
            Entries[KeyOf(entry)] = await RecordedEntry.OfAsync(_position++, entry, content, cancellation);
    }

    public static (string Path, bool Removes) KeyOf(LayerEntry entry) => (entry.Path, entry.Kind is LayerEntryKind.Whiteout or LayerEntryKind.OpaqueDirectory);
}
