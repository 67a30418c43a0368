using Attestry.Contracts.Evidence;
using Attestry.Primitives;
using Attestry.Primitives.Findings;
using Attestry.Primitives.Limits;
using Attestry.Sbom.Catalogers;
using Attestry.Sbom.Images;
using Attestry.Sbom.Scanning;

namespace Attestry.Evidence;

/// <summary>A scan in the words of the contracts: the same for a service and for a command line.</summary>
public static class ScanEvidence
{
    public static EvidenceContent<SbomEvidence> Sbom(ArtifactScan scan) =>
        new(scan.Verdict, scan.Findings, new(CatalogerTable.Version, [.. scan.Images.Select(Packages)]));

    /// <summary>Unreadable package files say nothing about how an image is made; what is missing or false does, and so does a secret.</summary>
    public static EvidenceContent<HygieneEvidence> Hygiene(ArtifactScan scan)
    {
        var platforms = scan.Images.Select(HygieneSummary.Of).ToArray();
        var notable = platforms.SelectMany(HygieneSummary.Findings).Distinct().OrderByDescending(f => f.Severity).Take(SbomLimits.FindingsPerArtifact);
        var verdict = scan.Verdict == Verdict.Failed ? Verdict.Failed : platforms.Any(p => p.Secrets.Count > 0) ? Verdict.Warned : Verdict.Passed;
        return new(verdict, [.. scan.Findings.Where(f => f.Severity >= Severity.High), .. notable], new(platforms));
    }

    public static EvidenceContent<ExecutablesEvidence> Executables(ArtifactScan scan) => new(
        scan.Images.Count > 0 && scan.Images.All(i => i.Complete) ? Verdict.Passed : Verdict.Failed,
        [.. scan.Findings.Where(f => f.Severity >= Severity.High)],
        new([.. scan.Images.Select(i => new PlatformExecutables(i.Subject.Digest, i.Subject.Platform, [.. i.Catalog.Executables.Select(File)]))]));

    private static ExecutableFile File(ImageExecutable executable) => new(
        executable.File.Path,
        executable.File.Digest,
        executable.File.Size,
        executable.Layer,
        [.. executable.File.Segments.Select(s => new LoadedSegment(s.Offset, s.Pages, s.Access, s.Root))]);

    private static PlatformPackages Packages(ImageScan image) => new(
        image.Subject.Digest,
        image.Subject.Platform,
        image.Catalog.Os?.ToString(),
        [.. image.Catalog.Packages.Select(p => new EvidencePackage(
            p.Purl, p.Package.Type, p.Package.Name, p.Package.Version, p.Package.Licence, p.Layer, p.FoundIn, p.FoundBy) { Provides = p.Provides.Count == 0 ? null : p.Provides })]);
}
