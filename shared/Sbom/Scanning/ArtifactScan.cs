using Attestry.Primitives;
using Attestry.Primitives.Findings;

namespace Attestry.Sbom.Scanning;

/// <summary>What an artifact holds: one image, or those that an index lists.</summary>
/// <param name="Findings">Of the artifact and of all its images.</param>
/// <param name="Verdict">
/// <see cref="Verdict.Failed"/> when something is missing or not what its digest names, or a package database is unreadable;
/// <see cref="Verdict.Warned"/> when a file that tells of packages is; otherwise passed.
/// </param>
public sealed record ArtifactScan(bool IsIndex, IReadOnlyList<ImageScan> Images, IReadOnlyList<Finding> Findings, Verdict Verdict)
{
    public ScanStatistics Statistics => Images.Aggregate(default(ScanStatistics), (sum, image) => sum + image.Statistics);
}
