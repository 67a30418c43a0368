namespace Attestry.Sigstore.TransparencyLog;

/// <summary>An entry that a transparency log is said to hold (sigstore_rekor.proto); nothing about it was verified.</summary>
/// <param name="LogIndex">Over all shards of a Rekor v1 log, where the proof's index is that within one shard.</param>
/// <param name="LogId">What the log's key is called in the trusted root.</param>
/// <param name="Kind"><c>hashedrekord</c>, <c>dsse</c>, <c>intoto</c>.</param>
/// <param name="IntegratedTime">Unix seconds; 0 when the log does not say. Authentic only with the promise.</param>
/// <param name="Promise">The signed entry timestamp of Rekor v1; null when there is none.</param>
/// <param name="Body">The entry as the log hashed it.</param>
public sealed record LogEntry(
    long LogIndex,
    ReadOnlyMemory<byte> LogId,
    string Kind,
    string Version,
    long IntegratedTime,
    ReadOnlyMemory<byte>? Promise,
    InclusionProof? Proof,
    ReadOnlyMemory<byte> Body);
