using Attestry.Contracts.Evidence;
using Attestry.Primitives;

namespace Attestry.Cli.Output;

/// <param name="Distribution">Null when the image names none.</param>
/// <param name="User">As configured; empty means root.</param>
/// <param name="RunsAsRoot">Null when the user is a name that the image does not know.</param>
/// <param name="Hygiene">How the image is made.</param>
internal sealed record ScannedPlatform(
    string Platform, Digest Image, string? Distribution, string User, bool? RunsAsRoot, IReadOnlyList<EvidencePackage> Packages, PlatformHygiene Hygiene)
{
    /// <summary>Worst first, with those that VEX lifts; null when no advisories were looked at.</summary>
    public IReadOnlyList<FoundVulnerability>? Vulnerabilities { get; init; }

    /// <summary>Those that do not count, with why; null when no advisories were looked at.</summary>
    public IReadOnlyList<IgnoredVulnerability>? Ignored { get; init; }
}
