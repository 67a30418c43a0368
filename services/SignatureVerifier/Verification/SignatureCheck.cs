using Attestry.Contracts;
using Attestry.Contracts.Documents;
using Attestry.Contracts.Evidence;
using Attestry.Evidence;
using Attestry.Primitives;
using Attestry.Primitives.Findings;
using Attestry.SignatureVerifier.Lapses;
using Attestry.SignatureVerifier.Trust;
using Attestry.Storage;

namespace Attestry.SignatureVerifier.Verification;

/// <summary>Loads one artifact, looks, judges and saves: who signed it, and how it was built.</summary>
internal sealed class SignatureCheck(
    IDocumentStore store,
    EvidenceWriter evidence,
    SignatureLook look,
    CurrentTrust trust,
    SignatureLapses lapses,
    VerificationMetrics metrics,
    TimeProvider time,
    ILogger<SignatureCheck> logger)
{
    // Each lost race means that another look was saved meanwhile; so many in a row are not chance.
    private const int Attempts = 5;

    private readonly IDocumentCollection<ArtifactDocument> _artifacts = store.Collection(Collections.Artifacts);

    /// <summary>What to announce, and which children of an index to verify anew; null when the artifact is not known (yet).</summary>
    internal async Task<CheckedArtifact?> RunAsync(string artifact, CancellationToken cancellation)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            // The versions before the look: whoever saves after that has seen the registry later, and is not overwritten.
            var signed = await evidence.BeforeAsync(artifact, EvidenceKinds.Signatures, cancellation);
            var built = await evidence.BeforeAsync(artifact, EvidenceKinds.Provenance, cancellation);
            if ((await _artifacts.GetAsync(artifact, cancellation))?.Document is not { } document)
                return null;
            var (signatures, provenance, documents, lapse) = await JudgeAsync(document, cancellation);
            if (await evidence.SaveAsync(document, EvidenceKinds.Signatures, signatures, documents, signed, cancellation) is not { } recorded
                || await evidence.SaveAsync(document, EvidenceKinds.Provenance, provenance, [], built, cancellation) is not { } alsoRecorded)
                continue;
            await lapses.NoteAsync(artifact, lapse, cancellation);
            metrics.Checked(signatures.Verdict);
            logger.LogInformation(
                "Signatures of {Artifact}: {Verdict}, {Signatures} found, build level {Level}", artifact, signatures.Verdict, signatures.Result.Signatures.Count, provenance.Result.BuildLevel);
            var inherits = signatures.Result.Signatures.Count > 0 || provenance.Result.Provenances.Count > 0 || documents.Count > 0
                || signed is { Document.Verdict: Verdict.Passed } || built is { Document.Verdict: Verdict.Passed };
            return new([recorded, alsoRecorded], document.Children, inherits);
        }
        throw new IOException($"The evidence about {artifact} changed {Attempts} times while it was made.");
    }

    private async Task<(EvidenceContent<SignaturesEvidence> Signatures, EvidenceContent<ProvenanceEvidence> Provenance, IReadOnlyList<KeptDocument> Documents, DateTimeOffset? Lapse)> JudgeAsync(
        ArtifactDocument artifact, CancellationToken cancellation)
    {
        var judgement = new SignatureJudgement(artifact.Digest, trust.Value.For($"{artifact.Registry}/{artifact.Repository}", time.GetUtcNow()));
        if (await look.LookAsync(artifact, judgement, cancellation))
            return (judgement.Conclude(), judgement.ConcludeProvenance(), judgement.Documents, judgement.LapsesAt);
        Finding[] unknown = [new(SignatureFindings.RegistryUnknown, Severity.High, "The registry is not configured; its signatures cannot be looked at.")];
        return (new(Verdict.Failed, unknown, new([])), new(Verdict.Failed, unknown, new(0, [])), [], null);
    }
}
