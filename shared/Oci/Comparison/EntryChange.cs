namespace Attestry.Oci.Comparison;

/// <summary>An entry that differs between two layers.</summary>
/// <param name="Path">As of <see cref="Layers.LayerEntry.Path"/>.</param>
/// <param name="Differences">At least one, in the order of the enumeration.</param>
public sealed record EntryChange(string Path, IReadOnlyList<EntryDifference> Differences);
