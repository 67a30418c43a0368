using Attestry.Primitives.Findings;
using Attestry.Sbom.Comparing;

namespace Attestry.Cli.Sboms;

/// <param name="Findings">What keeps one of both from being whole; then equal is not proven.</param>
internal sealed record CompareReport(string First, string Second, bool Equal, IReadOnlyList<BomDifference> Differences, IReadOnlyList<Finding> Findings);
