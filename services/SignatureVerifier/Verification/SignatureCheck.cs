using System.Text.Json;
using Attestry.Contracts;
using Attestry.Contracts.Documents;
using Attestry.Contracts.Evidence;
using Attestry.Contracts.Messages;
using Attestry.Evidence;
using Attestry.Primitives;
using Attestry.Primitives.Findings;
using Attestry.SignatureVerifier.Trust;
using Attestry.Sigstore.Trust;
using Attestry.Storage;

namespace Attestry.SignatureVerifier.Verification;

/// <summary>Loads one artifact, looks, judges and saves.</summary>
internal sealed class SignatureCheck(
    IDocumentStore store,
    IContentStore contents,
    SignatureLook look,
    TrustedKeys trust,
    TrustedIdentities identities,
    VerificationMetrics metrics,
    TimeProvider time,
    ILogger<SignatureCheck> logger)
{
    internal const string Producer = "signature-verifier";

    // Each lost race means that another look was saved meanwhile; so many in a row are not chance.
    private const int Attempts = 5;

    private readonly IDocumentCollection<ArtifactDocument> _artifacts = store.Collection(Collections.Artifacts);

    private readonly IDocumentCollection<EvidenceDocument> _evidence = store.Collection(Collections.Evidence);

    /// <summary>What to announce, and which children of an index to verify anew; null when the artifact is not known (yet).</summary>
    internal async Task<CheckedArtifact?> RunAsync(string artifact, CancellationToken cancellation)
    {
        var id = EvidenceDocument.KeyOf(artifact, EvidenceKinds.Signatures, Producer);
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            // The version before the look: whoever saves after that has seen the registry later, and is not overwritten.
            var before = await _evidence.GetAsync(id, cancellation);
            if ((await _artifacts.GetAsync(artifact, cancellation))?.Document is not { } document)
                return null;
            var content = await JudgeAsync(document, cancellation);
            var evidence = await BuildAsync(id, document, content, cancellation);
            var saved = before is null
                ? await _evidence.InsertAsync(evidence, cancellation)
                : await _evidence.ReplaceAsync(evidence, before.Version, cancellation);
            if (!saved)
                continue;
            metrics.Checked(content.Verdict);
            logger.LogInformation("Signatures of {Artifact}: {Verdict}, {Signatures} found", artifact, content.Verdict, content.Result.Signatures.Count);
            var recorded = new EvidenceRecorded(artifact, EvidenceKinds.Signatures, Producer, evidence.Content, evidence.Verdict);
            var inherits = content.Result.Signatures.Count > 0 || before is { Document.Verdict: Verdict.Passed };
            return new(recorded, document.Children, inherits);
        }
        throw new IOException($"The evidence about {artifact} changed {Attempts} times while it was made.");
    }

    private async Task<EvidenceContent<SignaturesEvidence>> JudgeAsync(ArtifactDocument artifact, CancellationToken cancellation)
    {
        var repository = $"{artifact.Registry}/{artifact.Repository}";
        var judgement = new SignatureJudgement(artifact.Digest, trust.For(repository), identities.Trust?.For(repository, time.GetUtcNow()));
        return await look.LookAsync(artifact, judgement, cancellation)
            ? judgement.Conclude()
            : new(Verdict.Failed, [new(SignatureFindings.RegistryUnknown, Severity.High, "The registry is not configured; its signatures cannot be looked at.")], new([]));
    }

    private async Task<EvidenceDocument> BuildAsync(
        string id,
        ArtifactDocument artifact,
        EvidenceContent<SignaturesEvidence> content,
        CancellationToken cancellation)
    {
        var digest = await contents.PutAsync(JsonSerializer.SerializeToUtf8Bytes(content, DocumentJson.Options), cancellation);
        return new(
            id, artifact.Id, artifact.Digest, EvidenceKinds.Signatures, Producer, content.Verdict, content.Findings, digest, "application/json", [], time.GetUtcNow());
    }
}
