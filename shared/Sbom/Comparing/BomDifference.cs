namespace Attestry.Sbom.Comparing;

/// <param name="Package">Package URL without version and qualifiers; of what has none, its name.</param>
/// <param name="Found">Versions that only the first has; empty when it has none. Sorted.</param>
/// <param name="Stated">Versions that only the second has, likewise.</param>
public sealed record BomDifference(BomDifferenceKind Kind, string Package, IReadOnlyList<string> Found, IReadOnlyList<string> Stated);
