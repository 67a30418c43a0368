namespace Attestry.Sbom.Documents.Spdx;

/// <summary>Which of SPDX 2's relationship types (SPDX 2.3 §11) say that something depends on or contains something.</summary>
internal static class SpdxRelationships
{
    internal const string Describes = "DESCRIBES";

    internal const string DescribedBy = "DESCRIBED_BY";

    private static readonly Dictionary<string, (BomRelationKind Kind, bool Reversed)> Types = new(StringComparer.Ordinal)
    {
        ["DEPENDS_ON"] = (BomRelationKind.DependsOn, false),
        ["DEPENDENCY_OF"] = (BomRelationKind.DependsOn, true),
        ["RUNTIME_DEPENDENCY_OF"] = (BomRelationKind.DependsOn, true),
        ["OPTIONAL_DEPENDENCY_OF"] = (BomRelationKind.OptionallyDependsOn, true),
        ["PROVIDED_DEPENDENCY_OF"] = (BomRelationKind.DependsOn, true),
        ["BUILD_DEPENDENCY_OF"] = (BomRelationKind.DependsOn, true),
        ["DEV_DEPENDENCY_OF"] = (BomRelationKind.DependsOn, true),
        ["TEST_DEPENDENCY_OF"] = (BomRelationKind.DependsOn, true),
        ["HAS_PREREQUISITE"] = (BomRelationKind.DependsOn, false),
        ["PREREQUISITE_FOR"] = (BomRelationKind.DependsOn, true),
        ["STATIC_LINK"] = (BomRelationKind.DependsOn, false),
        ["DYNAMIC_LINK"] = (BomRelationKind.DependsOn, false),
        ["CONTAINS"] = (BomRelationKind.Contains, false),
        ["CONTAINED_BY"] = (BomRelationKind.Contains, true),
    };

    internal static void Add(BomBuilder bom, string? from, string? type, string? to)
    {
        if (type is null || to is SpdxWords.None or SpdxWords.Unknown || !Types.TryGetValue(type, out var known))
            return;
        if (known.Reversed)
            bom.Relate(to, known.Kind, from);
        else
            bom.Relate(from, known.Kind, to);
    }
}
