using Attestry.Contracts.Evidence;
using Attestry.Primitives;
using Attestry.Primitives.Findings;
using Attestry.Sbom.Catalogers;
using Attestry.Sbom.Scanning;

namespace Attestry.Evidence;

/// <summary>A scan in the words of the contracts: the same for a service and for a command line.</summary>
public static class ScanEvidence
{
    public static EvidenceContent<SbomEvidence> Sbom(ArtifactScan scan) =>
        new(scan.Verdict, scan.Findings, new(CatalogerTable.Version, [.. scan.Images.Select(Packages)]));

    /// <summary>Unreadable package files say nothing about the user; what is missing or false does.</summary>
    public static EvidenceContent<HygieneEvidence> Hygiene(ArtifactScan scan) => new(
        scan.Verdict == Verdict.Failed ? Verdict.Failed : Verdict.Passed,
        [.. scan.Findings.Where(f => f.Severity >= Severity.High)],
        new([.. scan.Images.Select(i => new PlatformHygiene(i.Subject.Digest, i.Subject.Platform, i.User, i.RunsAsRoot))]));

    private static PlatformPackages Packages(ImageScan image) => new(
        image.Subject.Digest,
        image.Subject.Platform,
        image.Catalog.Os?.ToString(),
        [.. image.Catalog.Packages.Select(p => new EvidencePackage(
            p.Purl, p.Package.Type, p.Package.Name, p.Package.Version, p.Package.Licence, p.Layer, p.FoundIn, p.FoundBy))]);
}
