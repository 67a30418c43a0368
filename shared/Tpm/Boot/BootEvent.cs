using Attestry.Tpm.Structures;

namespace Attestry.Tpm.Boot;

/// <summary>One event of a boot log.</summary>
/// <param name="Number">From 0, in the order of the log.</param>
/// <param name="Pcr">In a CCEL: the index of the measurement register, 0 for MRTD and 1 to 4 for RTMR 0 to 3.</param>
/// <param name="Digests">What the PCR was extended with, by bank; banks that cannot be computed with here are left out.</param>
/// <param name="Data">Says what was measured. Only for some types it is what was hashed: see <see cref="IsDataMeasured"/>.</param>
public sealed record BootEvent(int Number, int Pcr, BootEventType Type, IReadOnlyDictionary<TpmHash, ReadOnlyMemory<byte>> Digests, ReadOnlyMemory<byte> Data)
{
    /// <summary>Nothing is extended.</summary>
    public bool IsNoAction => Type == BootEventType.NoAction;

    /// <summary>Every digest is the hash of the data: the data is as trustworthy as the PCR. Else it is a mere comment.</summary>
    public bool IsDataMeasured => IsMeasured(Data.Span);

    /// <summary>Every digest is the hash of these bytes; false without any digest.</summary>
    public bool IsMeasured(ReadOnlySpan<byte> bytes)
    {
        foreach (var (bank, digest) in Digests)
            if (!bank.Hash(bytes).AsSpan().SequenceEqual(digest.Span))
                return false;
        return Digests.Count > 0;
    }
}
