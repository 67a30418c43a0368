using Attestry.Tpm.Hosts;
using Attestry.Tpm.Protocol;

namespace Attestry.Tpm.History;

/// <summary>What an attestation rested on.</summary>
/// <param name="EvidenceId">As the host was told it.</param>
/// <param name="Required">PCRs that the challenge asked for.</param>
/// <param name="List">Null when no measurement list came.</param>
/// <param name="BootLog">Null when none came.</param>
/// <param name="Policy">By which it was judged.</param>
/// <param name="PolicyDigest">SHA-256 of <paramref name="Policy"/> as it is written here, and of the allow-lists: <c>sha256:…</c>.</param>
public sealed record RecordedQuote(
    string EvidenceId,
    ReadOnlyMemory<byte> Nonce,
    IReadOnlyList<PcrRequest> Required,
    ReadOnlyMemory<byte> Quote,
    ReadOnlyMemory<byte> Signature,
    IReadOnlyList<PcrValue> Pcrs,
    RecordedLog? List,
    RecordedLog? BootLog,
    HostPolicy Policy,
    string PolicyDigest)
{
    /// <summary>Null when no report of a confidential machine was judged.</summary>
    public RecordedTee? Tee { get; init; }
}
