using Attestry.Primitives.Findings;
using Attestry.Sbom.Formats;

namespace Attestry.Sbom.Comparison;

/// <summary>How one image differs from another.</summary>
/// <param name="Values">Sizes, numbers and what was given besides, in a fixed order.</param>
/// <param name="Packages">By type and name.</param>
/// <param name="Hygiene">Lists in which something came or went.</param>
/// <param name="Layers">Layers that are not the same, bottom first.</param>
/// <param name="Configuration">Names of what differs in the configurations, sorted; empty also when the manifests alone differ.</param>
/// <param name="Findings">Why something could not be compared.</param>
public sealed record ImageComparison(
    SbomSubject Before,
    SbomSubject After,
    Reproducibility Reproducibility,
    IReadOnlyList<ComparedValue> Values,
    IReadOnlyList<PackageChange> Packages,
    IReadOnlyList<ListChange> Hygiene,
    IReadOnlyList<LayerChange> Layers,
    IReadOnlyList<string> Configuration,
    IReadOnlyList<Finding> Findings)
{
    /// <summary>Which came and which went; null when they were not looked for in both.</summary>
    public ListChange? Vulnerabilities { get; init; }

    /// <summary>The same build gave the same layers.</summary>
    public bool IsReproducible => Reproducibility is Reproducibility.SameLayers or Reproducibility.Identical;
}
