using Attestry.Contracts;
using Attestry.Contracts.Documents;
using Attestry.Contracts.Messages;
using Attestry.Evidence;
using Attestry.Oci.Registries;
using Attestry.Primitives;
using Attestry.Primitives.Findings;
using Attestry.Sbom.Scanning;
using Attestry.SbomScanner.Attached;
using Attestry.SbomScanner.Vulnerabilities;
using Attestry.Storage;

namespace Attestry.SbomScanner.Scanning;

/// <summary>Loads one artifact, scans it and saves the evidences.</summary>
internal sealed class ArtifactCheck(
    IDocumentStore store,
    RegistryDirectory registries,
    ILayerCatalogCache cache,
    EvidenceWriter writer,
    EvidenceSaver saver,
    ExecutableIndex executables,
    BaseIndex bases,
    AttachedDocuments attached,
    VulnerabilityCheck vulnerabilities,
    ScannerMetrics metrics,
    TimeProvider time)
{
    // Each lost race means that another scan was saved meanwhile; so many in a row are not chance.
    private const int Attempts = 5;

    // In the order in which they are written.
    private static readonly string[] Kinds = [EvidenceKinds.Sbom, EvidenceKinds.Hygiene, EvidenceKinds.Executables];

    private readonly IDocumentCollection<ArtifactDocument> _artifacts = store.Collection(Collections.Artifacts);

    private readonly IDocumentCollection<EvidenceDocument> _evidence = store.Collection(Collections.Evidence);

    /// <summary>What to announce; nothing when the artifact is not known (yet) or no image.</summary>
    internal async Task<IReadOnlyList<EvidenceRecorded>> RunAsync(string artifact, CancellationToken cancellation)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            // The versions before the scan: whoever saves after that has seen the registry later, and is not overwritten.
            var before = await Task.WhenAll(Kinds.Select(kind => _evidence.GetAsync(KeyOf(artifact, kind), cancellation)));
            if ((await _artifacts.GetAsync(artifact, cancellation))?.Document is not { Kind: ArtifactKind.Image or ArtifactKind.Index } document)
                return [];
            var start = time.GetTimestamp();
            var scan = await bases.FindAsync(await ScanAsync(document, cancellation), cancellation);
            await Task.WhenAll(executables.AddAsync(artifact, scan, cancellation), bases.AddAsync(document, scan, cancellation));
            var documents = await attached.OfAsync(document, cancellation);
            var sbom = SbomComparison.Compare(ScanEvidence.Sbom(scan), document.Digest, await attached.ReadAsync(documents.Sboms, cancellation));
            // Together, for a store shares one wait for the disk among those who wait at the same time.
            var evidence = await Task.WhenAll(
                writer.WriteSbomAsync(document, scan, sbom, documents.FilesOf(KeptDocument.Sbom), cancellation),
                writer.WriteHygieneAsync(document, scan, cancellation), writer.WriteExecutablesAsync(document, scan, cancellation));
            var saved = await Task.WhenAll(evidence.Zip(before, (e, b) => saver.SaveAsync(e, b, cancellation)));
            // Who learned of an SBOM meanwhile found no scan to compare it with.
            if (saved.Contains(false) || !(await attached.OfAsync(document, cancellation)).Version.SequenceEqual(documents.Version))
                continue;
            metrics.Scanned(scan.Statistics, time.GetElapsedTime(start), scan.Verdict);
            var judged = await vulnerabilities.RunAsync(artifact, cancellation);
            return [.. evidence.Append(judged.Evidence).OfType<EvidenceDocument>().Select(e => new EvidenceRecorded(e.Artifact, e.Kind, e.Producer, e.Content, e.Verdict))];
        }
        throw new IOException($"The evidence about {artifact} changed {Attempts} times while it was made.");
    }

    private async Task<ArtifactScan> ScanAsync(ArtifactDocument artifact, CancellationToken cancellation)
    {
        if (registries.Open(artifact.Registry, artifact.Repository) is not { } source)
            return new(false, [], [new(SbomFindings.RegistryUnknown, Severity.High, "The registry is not configured; the image cannot be looked at.")], Verdict.Failed);
        await using (source)
            return await ArtifactScanner.ScanAsync(source, artifact.Digest.Text, cache, cancellation);
    }

    private static string KeyOf(string artifact, string kind) => EvidenceDocument.KeyOf(artifact, kind, EvidenceWriter.Producer);
}
