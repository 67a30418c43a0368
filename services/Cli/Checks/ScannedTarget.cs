using Attestry.Cli.Attached;
using Attestry.Cli.Targets;
using Attestry.Contracts.Documents;
using Attestry.Oci.Manifests;
using Attestry.Oci.Sources;
using Attestry.Primitives;
using Attestry.Sbom.Scanning;

namespace Attestry.Cli.Checks;

/// <summary>What a person named, scanned: an image or index from wherever it lies, or an unpacked root file system.</summary>
/// <param name="Digest">Of the manifest; of a directory one of what was found in it.</param>
/// <param name="Artifact">As the policy knows it.</param>
internal sealed record ScannedTarget(ArtifactScan Scan, Digest Digest, ArtifactDocument Artifact)
{
    /// <summary>Nothing unless it was asked for.</summary>
    internal AttachedFindings Attached { get; private init; } = AttachedFindings.None;

    /// <param name="single">Demand that it is one image.</param>
    /// <param name="attached">Null to look at the images alone.</param>
    internal static async Task<ScannedTarget> ScanAsync(TargetRequest request, Terminal terminal, bool single, CancellationToken cancellation, AttachedRequest? attached = null)
    {
        if (TargetName.IsDirectory(request.Text))
            return await ScanDirectoryAsync(request.Text, terminal, cancellation);
        await using var target = await TargetOpener.OpenAsync(request, terminal, cancellation);
        if (single && target.Images.Count > 1)
            throw new CommandException(
                $"{request.Text} is an index of {target.Images.Count} images, and a document describes one.",
                $"Add --platform; there are: {Bounded.Quote(string.Join(", ", target.Images.Select(image => image.Descriptor.Platform?.ToString() ?? "unknown").Distinct()))}.");
        var scan = await ImageChecks.ScanAsync(target, terminal, request.Quiet, cancellation);
        var now = terminal.Time.GetUtcNow();
        return new(scan, target.Manifest.Digest, target.ToArtifact(now)) { Attached = attached is null ? AttachedFindings.None : await AttachedFindings.FindAsync(target, attached, now, cancellation) };
    }

    private static async Task<ScannedTarget> ScanDirectoryAsync(string text, Terminal terminal, CancellationToken cancellation)
    {
        var scan = await DirectoryScanner.ScanAsync(new DirectoryTree(TargetName.DirectoryOf(text)), cancellation);
        var (name, digest, now) = (TargetName.Of(text), scan.Images[0].Subject.Digest, terminal.Time.GetUtcNow());
        return new(scan, digest, new(
            $"{name.Name}@{digest}", name.Registry, name.Repository, digest, ArtifactKind.Image, MediaTypes.OciManifest,
            ArtifactType: null, Platforms: [], Tags: [], Subject: null, [], [], FirstSeenAt: now, LastSeenAt: now, RemovedAt: null));
    }
}
