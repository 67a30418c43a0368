namespace Attestry.Contracts.Evidence;

/// <summary>What is inside an artifact; of an index, one entry for each platform image.</summary>
/// <param name="Cataloger">Version of the table of catalogers that read it.</param>
public sealed record SbomEvidence(string Cataloger, IReadOnlyList<PlatformPackages> Platforms)
{
    /// <summary>What the SBOMs that come with it state, compared with these packages; the differences are findings (<c>sbom.package-missing</c> and so on).</summary>
    public IReadOnlyList<ComparedSbom> Stated { get; init; } = [];
}
