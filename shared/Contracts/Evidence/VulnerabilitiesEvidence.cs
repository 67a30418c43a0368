namespace Attestry.Contracts.Evidence;

/// <summary>
/// Known vulnerabilities of what the SBOM evidence lists, each judged with the advisories and VEX statements that were there; of an index one
/// entry for each platform image. The verdict: failed when it cannot be told what the artifact has, because its packages could not be read or
/// there are no advisories; warned when a vulnerability that is high, critical or known to be exploited is not lifted by VEX, a package could
/// not be judged, or the advisories are stale; otherwise passed. What may run in spite of it is for a policy to say.
/// </summary>
public sealed record VulnerabilitiesEvidence(IReadOnlyList<PlatformVulnerabilities> Platforms)
{
    /// <summary>The VEX documents that come with the artifact, also those that do not count, and of the uploaded ones those that decide something here.</summary>
    public IReadOnlyList<ConsideredVex> Vex { get; init; } = [];
}
