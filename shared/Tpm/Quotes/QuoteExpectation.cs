using Attestry.Tpm.Structures;

namespace Attestry.Tpm.Quotes;

/// <summary>What a quote must be to be believed.</summary>
/// <param name="Nonce">That the challenge held; never empty.</param>
/// <param name="Required">PCRs that must be quoted, at least. A SHA-1 bank counts only beside a stronger one.</param>
public sealed record QuoteExpectation(ReadOnlyMemory<byte> Nonce, IReadOnlyList<PcrSelection> Required)
{
    /// <summary>Of the last quote of the same host that was believed; null for the first.</summary>
    public TpmClock? Previous { get; init; }

    /// <summary>Null: any. A firmware update changes it.</summary>
    public ulong? FirmwareVersion { get; init; }

    /// <summary>Null: not compared. See <see cref="TpmName.Qualified"/>.</summary>
    public TpmName? QualifiedSigner { get; init; }
}
