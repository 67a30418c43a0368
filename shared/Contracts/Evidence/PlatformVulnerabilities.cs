using Attestry.Primitives;

namespace Attestry.Contracts.Evidence;

/// <param name="Platform"><c>os/architecture[/variant]</c>.</param>
/// <param name="Judged">How many of its packages advisories are kept for in some ecosystem.</param>
/// <param name="Vulnerabilities">Worst first, then by package and id; those that VEX lifts are among them.</param>
public sealed record PlatformVulnerabilities(Digest Image, string Platform, int Judged, IReadOnlyList<FoundVulnerability> Vulnerabilities);
