using Attestry.Cli.Files;
using Attestry.Cli.Targets;
using Attestry.Contracts.Documents;
using Attestry.Contracts.Evidence;
using Attestry.Evidence;
using Attestry.Evidence.Vulnerabilities;
using Attestry.Oci.Manifests;
using Attestry.Primitives;

namespace Attestry.Cli.Checks;

/// <summary>What a target holds and how it is made, whether it was scanned or a bill of materials lists it.</summary>
internal sealed record ScannedSet(ArtifactDocument Artifact, EvidenceContent<SbomEvidence> Sbom, EvidenceContent<HygieneEvidence> Hygiene)
{
    /// <param name="bases">Images that it may be built on.</param>
    internal static async Task<ScannedSet> ScanAsync(TargetRequest request, IReadOnlyList<string> bases, Terminal terminal, CancellationToken cancellation)
    {
        if (TargetName.IsSbom(request.Text))
            return Listed(request.Text, terminal);
        var target = await ScannedTarget.ScanAsync(request, terminal, single: false, cancellation);
        var scan = await KnownBases.FindAsync(target.Scan, bases, request, terminal, cancellation);
        return new(target.Artifact, ScanEvidence.Sbom(scan), ScanEvidence.Hygiene(scan));
    }

    private static ScannedSet Listed(string text, Terminal terminal)
    {
        var path = TargetName.SbomOf(text);
        var bytes = SmallFile.Read(path, SbomPackages.MostBytes);
        if (SbomPackages.Read(bytes) is not { } packages)
            throw new CommandException($"{path} is no bill of materials that can be read.", "Give CycloneDX, SPDX 2 or SPDX 3 as JSON.");
        var (name, digest, now) = (TargetName.Of(text), Digest.Sha256(bytes), terminal.Time.GetUtcNow());
        var artifact = new ArtifactDocument(
            $"{name.Name}@{digest}", name.Registry, name.Repository, digest, ArtifactKind.Image, MediaTypes.OciManifest,
            ArtifactType: null, Platforms: [], Tags: [], Subject: null, [], [], FirstSeenAt: now, LastSeenAt: now, RemovedAt: null);
        return new(
            artifact,
            new(Verdict.Passed, [], new("sbom", [new(digest, "unknown", null, packages)])),
            new(Verdict.Passed, [], new([new(digest, "unknown", "", null)])));
    }
}
