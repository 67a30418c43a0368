using Attestry.Primitives.Findings;

namespace Attestry.Oci.Comparison;

/// <summary>How two layers differ, entry by entry.</summary>
/// <param name="Complete">Both were read whole; otherwise <paramref name="Findings"/> say why, and nothing is said of what was not read.</param>
/// <param name="Counts">How many entries differ in which way; ways in which none differs are left out.</param>
/// <param name="Changes">In ordinal order of paths, at most <see cref="Primitives.Limits.OciLimits.ListedChanges"/>.</param>
/// <param name="Changed">How many entries differ, listed or not. None: the archives hold the same and are only written differently.</param>
public sealed record LayerComparison(
    bool Complete, IReadOnlyDictionary<EntryDifference, long> Counts, IReadOnlyList<EntryChange> Changes, long Changed, IReadOnlyList<Finding> Findings);
