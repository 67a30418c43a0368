using System.Text.Json.Serialization;

namespace Attestry.Tpm.Protocol;

/// <summary>What to quote and to send. It can be answered once, before it expires.</summary>
/// <param name="Nonce">qualifyingData of the quote: 32 bytes.</param>
/// <param name="Selection">The PCRs to quote, in this order; of banks that the host has.</param>
/// <param name="SignatureHashes">With which the quote may be signed: <c>sha256</c>, <c>sha384</c>, <c>sha512</c>.</param>
/// <param name="ImaOffset">
/// From which byte of the list to send, in the format that was sent before: up to there it is proven, or was taken in parts, for the
/// boot <paramref name="ImaBootCount"/>. A host whose TPM was reset since sends from 0, and may always.
/// </param>
/// <param name="ImaBootCount">Resets of the TPM that the offset belongs to; null when nothing is proven yet.</param>
/// <param name="ImaFormat">Of the part that is proven; null when nothing is.</param>
/// <param name="ImaMostBytes">As much of the list as one evidence may hold, before base64.</param>
/// <param name="BootLogWanted">The firmware's event log is wanted; always send it after a reset of the TPM too.</param>
/// <param name="Executables">SHA-256 of files (<c>sha256:…</c>) whose pages in memory are wanted where they run; often none.</param>
public sealed record Challenge(
    ReadOnlyMemory<byte> Nonce,
    IReadOnlyList<PcrRequest> Selection,
    IReadOnlyList<string> SignatureHashes,
    long ImaOffset,
    uint? ImaBootCount,
    ImaFormat? ImaFormat,
    int ImaMostBytes,
    bool BootLogWanted,
    IReadOnlyList<string> Executables,
    DateTimeOffset Expires)
{
    /// <summary>A report of the confidential machine over <see cref="Tee.TeeBinding.ReportData"/> is wanted.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool TeeWanted { get; init; }

    /// <summary>What is longer than <see cref="ImaMostBytes"/> is taken in parts, one an evidence; see <see cref="ImaIncrement.More"/>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool ImaParts { get; init; }
}
