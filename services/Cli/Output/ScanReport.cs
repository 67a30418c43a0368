using Attestry.Cli.Vulnerabilities;
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
        string target, Digest digest, EvidenceContent<SbomEvidence> sbom, EvidenceContent<HygieneEvidence> hygiene, EvidenceContent<VulnerabilitiesEvidence>? vulnerabilities, VulnerabilityRequest request, IReadOnlyList<Finding> denied)
    {
        var users = hygiene.Result.Platforms.ToDictionary(platform => platform.Image);
        var platforms = sbom.Result.Platforms.Select(platform => new ScannedPlatform(
            platform.Platform, platform.Image, platform.Distribution, users[platform.Image].User, users[platform.Image].RunsAsRoot, platform.Packages, users[platform.Image])
        {
            Vulnerabilities = Of(platform.Image)?.Where(found => request.Reason(found) is null).ToList(),
            Ignored = Of(platform.Image)?.Select(found => request.Reason(found) is { } reason ? new IgnoredVulnerability(reason, found) : null).OfType<IgnoredVulnerability>().ToList(),
        });
        return new(target, digest, denied.Count == 0, [.. platforms], denied, [.. sbom.Findings.Union(hygiene.Findings).Union(vulnerabilities?.Findings ?? []).Union(request.Expired(vulnerabilities))])
        {
            Stated = sbom.Result.Stated,
            Vex = vulnerabilities?.Result.Vex ?? [],
        };

        IReadOnlyList<FoundVulnerability>? Of(Digest image) => vulnerabilities?.Result.Platforms.FirstOrDefault(one => one.Image == image)?.Vulnerabilities;
    }
}
