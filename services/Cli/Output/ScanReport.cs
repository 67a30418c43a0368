using Attestry.Contracts.Evidence;
using Attestry.Primitives;
using Attestry.Primitives.Findings;

namespace Attestry.Cli.Output;

/// <summary>What a scan came to.</summary>
/// <param name="Passed">Nothing is in <paramref name="Denied"/>, which holds what could not be read too.</param>
/// <param name="Findings">What layers, package files and the way the image is made are noticed for.</param>
internal sealed record ScanReport(
    string Target,
    Digest Digest,
    bool Passed,
    IReadOnlyList<ScannedPlatform> Platforms,
    IReadOnlyList<Finding> Denied,
    IReadOnlyList<Finding> Findings)
{
    /// <summary>The SBOMs that come with it, compared with what is in it; empty unless that was asked for.</summary>
    public IReadOnlyList<ComparedSbom> Stated { get; init; } = [];

    /// <summary>The VEX documents that were considered.</summary>
    public IReadOnlyList<ConsideredVex> Vex { get; init; } = [];

    internal static ScanReport Of(
        string target, Digest digest, EvidenceContent<SbomEvidence> sbom, EvidenceContent<HygieneEvidence> hygiene, EvidenceContent<VulnerabilitiesEvidence>? vulnerabilities, IReadOnlyList<Finding> denied)
    {
        var users = hygiene.Result.Platforms.ToDictionary(platform => platform.Image);
        var platforms = sbom.Result.Platforms.Select(platform => new ScannedPlatform(
            platform.Platform, platform.Image, platform.Distribution, users[platform.Image].User, users[platform.Image].RunsAsRoot, platform.Packages, users[platform.Image])
        {
            Vulnerabilities = vulnerabilities?.Result.Platforms.FirstOrDefault(one => one.Image == platform.Image)?.Vulnerabilities,
        });
        return new(target, digest, denied.Count == 0, [.. platforms], denied, [.. sbom.Findings.Union(hygiene.Findings).Union(vulnerabilities?.Findings ?? [])])
        {
            Stated = sbom.Result.Stated,
            Vex = vulnerabilities?.Result.Vex ?? [],
        };
    }
}
