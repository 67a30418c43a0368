using Attestry.Tpm.Structures;

namespace Attestry.Tpm.Ima;

/// <summary>How far a list was replayed: what the next increment continues from.</summary>
/// <param name="Entries">Replayed.</param>
/// <param name="Offset">Bytes of the list up to there.</param>
/// <param name="Resets">Of the TPM when that part was proven; another number means another boot, whose list starts anew.</param>
/// <param name="Values">Of the PCR, by bank.</param>
public sealed record ImaReplayState(long Entries, long Offset, uint Resets, IReadOnlyDictionary<TpmHash, ReadOnlyMemory<byte>> Values)
{
    /// <summary>Of a boot: the PCR is zero.</summary>
    public static ImaReplayState Start(uint resets, params IEnumerable<TpmHash> banks) =>
        new(0, 0, resets, banks.ToDictionary(bank => bank, bank => new ReadOnlyMemory<byte>(new byte[bank.Size])));
}
