using System.Text.Json;
using Attestry.Contracts;
using Attestry.Contracts.Documents;
using Attestry.Contracts.Evidence;
using Attestry.Evidence;
using Attestry.Sbom.Formats;
using Attestry.Sbom.Scanning;
using Attestry.Storage;

namespace Attestry.SbomScanner.Scanning;

/// <summary>Puts a scan's contents into the content store and makes the documents that point to them.</summary>
internal sealed class EvidenceWriter(IContentStore contents, TimeProvider time)
{
    internal const string Producer = "sbom-scanner";

    private const int LongestName = 64;

    private static readonly Task<IReadOnlyList<EvidenceFile>> NoFiles = Task.FromResult<IReadOnlyList<EvidenceFile>>([]);

    /// <param name="attached">Files that come with the artifact.</param>
    internal Task<EvidenceDocument> WriteSbomAsync(
        ArtifactDocument artifact, ArtifactScan scan, EvidenceContent<SbomEvidence> content, IReadOnlyList<EvidenceFile> attached, CancellationToken cancellation) =>
        WriteAsync(artifact, EvidenceKinds.Sbom, content, WriteFilesAsync(scan, attached, cancellation), cancellation);

    internal Task<EvidenceDocument> WriteSbomAsync(
        ArtifactDocument artifact, EvidenceContent<SbomEvidence> content, IReadOnlyList<EvidenceFile> files, CancellationToken cancellation) =>
        WriteAsync(artifact, EvidenceKinds.Sbom, content, Task.FromResult(files), cancellation);

    internal Task<EvidenceDocument> WriteHygieneAsync(ArtifactDocument artifact, ArtifactScan scan, CancellationToken cancellation) =>
        WriteAsync(artifact, EvidenceKinds.Hygiene, ScanEvidence.Hygiene(scan), NoFiles, cancellation);

    internal Task<EvidenceDocument> WriteExecutablesAsync(ArtifactDocument artifact, ArtifactScan scan, CancellationToken cancellation) =>
        WriteAsync(artifact, EvidenceKinds.Executables, ScanEvidence.Executables(scan), NoFiles, cancellation);

    internal Task<EvidenceDocument> WriteVulnerabilitiesAsync(
        ArtifactDocument artifact, EvidenceContent<VulnerabilitiesEvidence> content, IReadOnlyList<EvidenceFile> files, CancellationToken cancellation) =>
        WriteAsync(artifact, EvidenceKinds.Vulnerabilities, content, Task.FromResult(files), cancellation);

    private async Task<EvidenceDocument> WriteAsync<T>(
        ArtifactDocument artifact, string kind, EvidenceContent<T> content, Task<IReadOnlyList<EvidenceFile>> writing, CancellationToken cancellation)
    {
        var putting = contents.PutAsync(JsonSerializer.SerializeToUtf8Bytes(content, DocumentJson.Options), cancellation);
        await Task.WhenAll(putting, writing);
        var (digest, files) = (await putting, await writing);
        return new(
            EvidenceDocument.KeyOf(artifact.Id, kind, Producer),
            artifact.Id, artifact.Digest, kind, Producer, content.Verdict, content.Findings, digest, "application/json", files, time.GetUtcNow());
    }

    private async Task<IReadOnlyList<EvidenceFile>> WriteFilesAsync(ArtifactScan scan, IReadOnlyList<EvidenceFile> attached, CancellationToken cancellation)
    {
        var files = new List<EvidenceFile>();
        foreach (var image in scan.Images)
        {
            var suffix = scan.IsIndex ? Suffix(image, files) : "";
            // Of one image at a time: the files of many would take memory.
            files.AddRange(await Task.WhenAll(
                WriteFileAsync("spdx" + suffix, SpdxJson.MediaType, SpdxJson.Write(image.Catalog, image.Subject), cancellation),
                WriteFileAsync("cyclonedx" + suffix, CycloneDxJson.MediaType, CycloneDxJson.Write(image.Catalog, image.Subject), cancellation)));
        }
        return [.. files, .. attached];
    }

    private async Task<EvidenceFile> WriteFileAsync(string name, string mediaType, byte[] content, CancellationToken cancellation) =>
        new(name, mediaType, await contents.PutAsync(content, cancellation), content.Length);

    // "-linux-arm64-v8". Two images of one platform differ in something that a platform here does not say.
    private static string Suffix(ImageScan image, List<EvidenceFile> taken)
    {
        var platform = image.Subject.Platform[..Math.Min(image.Subject.Platform.Length, LongestName)];
        var suffix = "-" + string.Concat(platform.ToLowerInvariant().Select(c => char.IsAsciiLetterOrDigit(c) || c == '.' ? c : '-'));
        return taken.Any(f => f.Name == "spdx" + suffix) ? $"{suffix}-{image.Subject.Digest.Hex[..12]}" : suffix;
    }
}
