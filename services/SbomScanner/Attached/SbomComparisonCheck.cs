using System.Text.Json;
using Attestry.Contracts;
using Attestry.Contracts.Documents;
using Attestry.Contracts.Evidence;
using Attestry.Evidence;
using Attestry.SbomScanner.Scanning;
using Attestry.Storage;

namespace Attestry.SbomScanner.Attached;

/// <summary>Compares what a scan recorded with the SBOMs that come with the artifact now; no layer is looked at.</summary>
internal sealed class SbomComparisonCheck(IDocumentStore store, IContentStore contents, AttachedDocuments attached, EvidenceWriter writer, EvidenceSaver saver)
{
    // Each lost race means that another scan or comparison was saved meanwhile; so many in a row are not chance.
    private const int Attempts = 5;

    private readonly IDocumentCollection<EvidenceDocument> _evidence = store.Collection(Collections.Evidence);

    /// <summary>As it is saved now, changed or not; null when nothing was scanned yet: the scan compares too.</summary>
    internal async Task<EvidenceDocument?> RunAsync(ArtifactDocument artifact, CancellationToken cancellation)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            // Before the documents: whoever saves after that knows more, and is not overwritten.
            if (await _evidence.GetAsync(EvidenceDocument.KeyOf(artifact.Id, EvidenceKinds.Sbom, EvidenceWriter.Producer), cancellation) is not { } before
                || await contents.GetAsync(before.Document.Content, cancellation) is not { } bytes)
                return null;
            var scanned = JsonSerializer.Deserialize<EvidenceContent<SbomEvidence>>(bytes, DocumentJson.Options)!;
            var documents = await attached.OfAsync(artifact, cancellation);
            var compared = SbomComparison.Compare(scanned, artifact.Digest, await attached.ReadAsync(documents.Sboms, cancellation));
            var evidence = await writer.WriteSbomAsync(artifact, compared, [.. before.Document.Files.Where(file => !KeptDocument.IsOf(KeptDocument.Sbom, file.Name)), .. documents.FilesOf(KeptDocument.Sbom)], cancellation);
            if (evidence.Content == before.Document.Content)
                return before.Document;
            if (await saver.SaveAsync(evidence, before, cancellation))
                return evidence;
        }
        throw new IOException($"The SBOM evidence of {artifact.Id} changed {Attempts} times while it was compared.");
    }
}
