using Attestry.Primitives.Findings;
using Attestry.Sigstore.Trust;

namespace Attestry.Sigstore.TransparencyLog;

/// <summary>Checks an inclusion proof against the tree that it names, and that tree against the log's checkpoint.</summary>
internal static class InclusionVerifier
{
    internal static Finding? Verify(LogEntry entry, LogEntryKind kind, InclusionProof proof, TrustedLog log)
    {
        // Only a sharded log counts an entry twice: over all shards, and within one.
        if (kind.IsTile && proof.LogIndex != entry.LogIndex)
            return new(LogFindings.EntryMalformed, Severity.High, "The entry and its proof name two indexes.");
        var leaf = MerkleTree.HashLeaf(entry.Body.Span);
        if (!MerkleTree.Includes(leaf, proof.LogIndex, proof.TreeSize, proof.Hashes, proof.RootHash.Span))
            return new(LogFindings.ProofInvalid, Severity.High, $"The entry is not in the tree of {log.Name} that its proof names.");
        // Early v0.1 bundles carry none; the promise, which they must carry, is then what proves.
        return proof.Checkpoint is { Length: > 0 } checkpoint ? VerifyCheckpoint(checkpoint, proof, log) : null;
    }

    private static Finding? VerifyCheckpoint(string envelope, InclusionProof proof, TrustedLog log)
    {
        if (!SignedNote.TryParse(envelope, out var note) || !Checkpoint.TryParse(note.Text, out var checkpoint))
            return new(LogFindings.CheckpointInvalid, Severity.High, "The checkpoint cannot be read.");
        if (!IsOf(checkpoint, log) || !IsSigned(note, log))
            return new(LogFindings.CheckpointInvalid, Severity.High, $"{log.Name} did not sign the checkpoint.");
        return checkpoint.TreeSize == proof.TreeSize && checkpoint.RootHash.Span.SequenceEqual(proof.RootHash.Span)
            ? null
            : new(LogFindings.CheckpointInvalid, Severity.High, "The checkpoint is over another tree than the proof.");
    }

    // Rekor v1 writes the tree's number behind the name: "rekor.sigstore.dev - 2605736670972794746".
    private static bool IsOf(Checkpoint checkpoint, TrustedLog log) =>
        log.Origins.Any(origin => checkpoint.Origin == origin || checkpoint.Origin.StartsWith($"{origin} - ", StringComparison.Ordinal));

    // Signatures by other keys, of witnesses or of the log itself, are passed over (C2SP signed-note).
    private static bool IsSigned(SignedNote note, TrustedLog log)
    {
        var signed = note.SignedBytes;
        return note.Signatures.Any(signature =>
            log.Origins.Contains(signature.Name)
            && signature.Hint.Span.SequenceEqual(log.KeyHint.Span)
            && log.Key.Verify(signed, signature.Signature.Span));
    }
}
