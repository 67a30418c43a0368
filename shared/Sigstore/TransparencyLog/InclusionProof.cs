namespace Attestry.Sigstore.TransparencyLog;

/// <param name="RootHash">Of the tree with <paramref name="TreeSize"/> leaves.</param>
/// <param name="Hashes">The audit path, from the leaf up (RFC 6962 §2.1.1).</param>
/// <param name="Checkpoint">The log's signed note over the tree; null when it is not carried, as in some v0.1 bundles.</param>
public sealed record InclusionProof(
    long LogIndex,
    ReadOnlyMemory<byte> RootHash,
    long TreeSize,
    IReadOnlyList<ReadOnlyMemory<byte>> Hashes,
    string? Checkpoint);
