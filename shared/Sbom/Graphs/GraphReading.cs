using Attestry.Primitives.Findings;

namespace Attestry.Sbom.Graphs;

/// <param name="Format">In people's words; null when it is none that is known.</param>
/// <param name="Graph">Null when there is a finding.</param>
public sealed record GraphReading(string? Format, PackageGraph? Graph, Finding? Finding);
