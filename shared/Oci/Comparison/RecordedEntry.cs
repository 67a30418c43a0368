using System.Security.Cryptography;
using Attestry.Oci.Layers;

namespace Attestry.Oci.Comparison;

/// <summary>What is remembered of an entry.</summary>
/// <param name="Position">Among its layer's entries.</param>
/// <param name="Hash">SHA-256 of a regular file's content; null of others.</param>
internal sealed record RecordedEntry(int Position, LayerEntry Entry, byte[]? Hash)
{
    public bool Met { get; set; }

    public static async ValueTask<RecordedEntry> OfAsync(int position, LayerEntry entry, Stream content, CancellationToken cancellation) =>
        new(position, entry, entry.Kind is LayerEntryKind.RegularFile ? await SHA256.HashDataAsync(content, cancellation) : null);

    /// <summary>All but the order, which is a matter of the whole layer.</summary>
    public IEnumerable<EntryDifference> DifferencesTo(RecordedEntry other)
    {
        var (mine, theirs) = (Entry, other.Entry);
        if (mine.Kind != theirs.Kind)
            yield return EntryDifference.Kind;
        if (mine.Kind == theirs.Kind && !Hash.AsSpan().SequenceEqual(other.Hash))
            yield return EntryDifference.Content;
        if (mine.Kind == theirs.Kind && mine.LinkTarget != theirs.LinkTarget)
            yield return EntryDifference.LinkTarget;
        if (mine.Mode != theirs.Mode)
            yield return EntryDifference.Mode;
        if ((mine.UserId, mine.GroupId) != (theirs.UserId, theirs.GroupId))
            yield return EntryDifference.Ownership;
        if (mine.ModifiedAt != theirs.ModifiedAt)
            yield return EntryDifference.Timestamp;
    }
}
