namespace Attestry.Tpm.Protocol;

/// <summary>The answer to a challenge.</summary>
/// <param name="Nonce">Of the challenge.</param>
/// <param name="Quote">TPMS_ATTEST, as it was signed.</param>
/// <param name="Signature">TPMT_SIGNATURE.</param>
/// <param name="Pcrs">The values that were quoted: each selected PCR once.</param>
/// <param name="Images">What runs; at most 1000.</param>
public sealed record HostEvidence(
    ReadOnlyMemory<byte> Nonce,
    ReadOnlyMemory<byte> Quote,
    ReadOnlyMemory<byte> Signature,
    IReadOnlyList<PcrValue> Pcrs,
    IReadOnlyList<RunningImage> Images)
{
    /// <summary>Null when the host keeps no measurement list; an empty part when nothing was added.</summary>
    public ImaIncrement? Ima { get; init; }

    /// <summary><c>binary_bios_measurements</c>, at most 16 MiB; null unless it was wanted.</summary>
    public ReadOnlyMemory<byte>? BootLog { get; init; }

    /// <summary>Null unless it was wanted.</summary>
    public TeeEvidence? Tee { get; init; }

    /// <summary>Pages in memory of what <see cref="Challenge.Executables"/> named; at most 10 000.</summary>
    public IReadOnlyList<MappedExecutable> Executables { get; init; } = [];
}
