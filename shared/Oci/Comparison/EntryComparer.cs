using Attestry.Oci.Layers;
using Attestry.Primitives.Limits;

namespace Attestry.Oci.Comparison;

/// <summary>Holds the entries of the later layer, as they come, against those of the earlier one.</summary>
internal sealed class EntryComparer(Dictionary<(string Path, bool Removes), RecordedEntry> earlier) : ILayerVisitor
{
    private readonly Dictionary<EntryDifference, long> _counts = [];
    // The greatest path comes out first.
    private readonly PriorityQueue<EntryChange, string> _changes = new(Comparer<string>.Create((a, b) => string.CompareOrdinal(b, a)));
    private long _changed;
    private long _entries;
    private int _furthest = -1;

    /// <summary>There were more than are compared.</summary>
    public bool Overflowed { get; private set; }

    public async ValueTask VisitAsync(LayerEntry entry, Stream content, CancellationToken cancellation)
    {
        Overflowed = Overflowed || ++_entries > OciLimits.ComparedEntries;
        if (Overflowed)
            return;
        if (!earlier.TryGetValue(EntryRecorder.KeyOf(entry), out var before))
        {
            Note(entry.Path, [EntryDifference.Added]);
            return;
        }
        before.Met = true;
        var differences = before.DifferencesTo(await RecordedEntry.OfAsync(0, entry, content, cancellation)).ToList();
        if (before.Position < _furthest)
            differences.Add(EntryDifference.Order);
        _furthest = Math.Max(_furthest, before.Position);
        if (differences.Count > 0)
            Note(entry.Path, differences);
    }

    /// <summary>Once both layers were read whole.</summary>
    public (IReadOnlyDictionary<EntryDifference, long> Counts, IReadOnlyList<EntryChange> Changes, long Changed) Finish()
    {
        foreach (var missing in earlier.Values.Where(entry => !entry.Met))
            Note(missing.Entry.Path, [EntryDifference.Removed]);
        var listed = _changes.UnorderedItems.Select(item => item.Element).OrderBy(change => change.Path, StringComparer.Ordinal);
        return (new SortedDictionary<EntryDifference, long>(_counts), [.. listed], _changed);
    }

    private void Note(string path, IReadOnlyList<EntryDifference> differences)
    {
        _changed++;
        foreach (var difference in differences)
            _counts[difference] = _counts.GetValueOrDefault(difference) + 1;
        // The first ones by path, whatever the order of the archive: the same layers give the same list.
        var change = new EntryChange(path, differences);
        if (_changes.Count < OciLimits.ListedChanges)
            _changes.Enqueue(change, path);
        else
            _changes.EnqueueDequeue(change, path);
    }
}
