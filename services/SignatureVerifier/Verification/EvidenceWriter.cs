using System.Text.Json;
using Attestry.Contracts.Documents;
using Attestry.Contracts.Evidence;
using Attestry.Contracts.Messages;
using Attestry.Evidence;
using Attestry.Storage;

namespace Attestry.SignatureVerifier.Verification;

/// <summary>Saves what a look concluded, unless another look was saved since it began.</summary>
internal sealed class EvidenceWriter(IDocumentStore store, IContentStore contents, TimeProvider time)
{
    internal const string Producer = "signature-verifier";

    private readonly IDocumentCollection<EvidenceDocument> _evidence = store.Collection(Collections.Evidence);

    /// <summary>What is recorded now; to be asked before the look.</summary>
    internal Task<Stored<EvidenceDocument>?> BeforeAsync(string artifact, string kind, CancellationToken cancellation) =>
        _evidence.GetAsync(EvidenceDocument.KeyOf(artifact, kind, Producer), cancellation);

    /// <summary>What to announce; null when the race was lost.</summary>
    /// <param name="documents">To be kept beside it.</param>
    internal async Task<EvidenceRecorded?> SaveAsync<T>(
        ArtifactDocument artifact,
        string kind,
        EvidenceContent<T> content,
        IReadOnlyList<KeptDocument> documents,
        Stored<EvidenceDocument>? before,
        CancellationToken cancellation)
    {
        var files = new List<EvidenceFile>();
        // Before the evidence that names them: who reads it finds them.
        foreach (var document in documents)
            files.Add(new(document.Name, document.MediaType, await contents.PutAsync(document.Content, cancellation), document.Content.Length));
        var digest = await contents.PutAsync(JsonSerializer.SerializeToUtf8Bytes(content, DocumentJson.Options), cancellation);
        var id = EvidenceDocument.KeyOf(artifact.Id, kind, Producer);
        var evidence = new EvidenceDocument(
            id, artifact.Id, artifact.Digest, kind, Producer, content.Verdict, content.Findings, digest, "application/json", files, time.GetUtcNow());
        var saved = before is null
            ? await _evidence.InsertAsync(evidence, cancellation)
            : await _evidence.ReplaceAsync(evidence, before.Version, cancellation);
        return saved ? new(artifact.Id, kind, Producer, digest, content.Verdict) : null;
    }
}
