using Attestry.Cli.Attached;
using Attestry.Cli.Sboms;
using Attestry.Cli.Targets;
using Attestry.Contracts.Documents;
using Attestry.Contracts.Evidence;
using Attestry.Evidence;
using Attestry.Oci.Manifests;
using Attestry.Primitives;

namespace Attestry.Cli.Checks;

/// <summary>What a target holds and how it is made, whether it was scanned or a bill of materials lists it.</summary>
internal sealed record ScannedSet(ArtifactDocument Artifact, EvidenceContent<SbomEvidence> Sbom, EvidenceContent<HygieneEvidence> Hygiene)
{
    internal AttachedFindings Attached { get; private init; } = AttachedFindings.None;

    /// <param name="bases">Images that it may be built on.</param>
    /// <param name="attached">Null to look at the images alone.</param>
    internal static async Task<ScannedSet> ScanAsync(TargetRequest request, IReadOnlyList<string> bases, AttachedRequest? attached, Terminal terminal, CancellationToken cancellation)
    {
        if (TargetName.IsSbom(request.Text))
            return Listed(request.Text, terminal);
        var target = await ScannedTarget.ScanAsync(request, terminal, single: false, cancellation, attached);
        var scan = await KnownBases.FindAsync(target.Scan, bases, request, terminal, cancellation);
        return new(target.Artifact, SbomComparison.Compare(ScanEvidence.Sbom(scan), target.Digest, target.Attached.Sboms), ScanEvidence.Hygiene(scan)) { Attached = target.Attached };
    }

    private static ScannedSet Listed(string text, Terminal terminal)
    {
        var (document, reading) = SbomFile.Read(TargetName.SbomOf(text));
        var (name, digest, now) = (TargetName.Of(text), Digest.Parse(document.Identity), terminal.Time.GetUtcNow());
        var artifact = new ArtifactDocument(
            $"{name.Name}@{digest}", name.Registry, name.Repository, digest, ArtifactKind.Image, MediaTypes.OciManifest,
            ArtifactType: null, Platforms: [], Tags: [], Subject: null, [], [], FirstSeenAt: now, LastSeenAt: now, RemovedAt: null);
        return new(
            artifact,
            new(Verdict.Passed, reading.Findings, new("sbom", [new(digest, "unknown", null, ListedPackages.Of(document, digest))])),
            new(Verdict.Passed, [], new([new(digest, "unknown", "", null)])));
    }
}
