namespace Attestry.Sbom.Comparison;

/// <summary>A list of two images, such as their shells. Sorted ordinally.</summary>
/// <param name="Name">As of <see cref="ComparedValue.Name"/>.</param>
public sealed record ListChange(string Name, IReadOnlyList<string> Added, IReadOnlyList<string> Removed)
{
    internal static ListChange Of(string name, IEnumerable<string> before, IEnumerable<string> after)
    {
        var (old, young) = (before.ToHashSet(StringComparer.Ordinal), after.ToHashSet(StringComparer.Ordinal));
        return new(name, [.. young.Except(old).Order(StringComparer.Ordinal)], [.. old.Except(young).Order(StringComparer.Ordinal)]);
    }
}
