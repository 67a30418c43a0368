namespace Attestry.Tpm.Structures;

/// <summary>The PCRs of one bank.</summary>
/// <param name="Mask">Bit n is PCR n.</param>
public readonly record struct PcrSelection(TpmHash Bank, uint Mask)
{
    /// <summary>In ascending order, which is the order in which they are hashed.</summary>
    public IEnumerable<int> Pcrs
    {
        get
        {
            for (var pcr = 0; pcr < 32; pcr++)
                if ((Mask >> pcr & 1) != 0)
                    yield return pcr;
        }
    }

    /// <exception cref="ArgumentOutOfRangeException">A PCR is not 0 to 31.</exception>
    public static PcrSelection Of(TpmHash bank, params ReadOnlySpan<int> pcrs)
    {
        var mask = 0u;
        foreach (var pcr in pcrs)
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)pcr, 31u, nameof(pcrs));
            mask |= 1u << pcr;
        }
        return new(bank, mask);
    }

    /// <summary><c>sha256:0,1,2,10</c>, as tpm2-tools write it.</summary>
    public override string ToString() => $"{Bank}:{string.Join(',', Pcrs)}";
}
