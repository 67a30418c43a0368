using Attestry.Primitives.Limits;
using Attestry.Tpm.Structures;

namespace Attestry.Tpm.Ima;

/// <summary>What a list is held against.</summary>
/// <param name="Quoted">From a quote that was verified; the banks of <see cref="Pcr"/> in it are replayed.</param>
/// <param name="Resets">Of that quote.</param>
public sealed record ImaExpectation(PcrValues Quoted, uint Resets)
{
    /// <summary>CONFIG_IMA_MEASURE_PCR_IDX.</summary>
    public int Pcr { get; init; } = 10;

    /// <summary>Null: the list is from its first entry. Else the list is what follows; see <see cref="ImaResult.Proven"/>.</summary>
    public ImaReplayState? Continue { get; init; }

    /// <summary>The list goes on behind what is given: that it does not lead to the quoted PCR is no finding, and <see cref="ImaResult.Tail"/> is where to continue.</summary>
    public bool Partial { get; init; }

    public ImaExtension Extension { get; init; }

    /// <summary>Files may be written while they are read, as log files of a broad policy are.</summary>
    public bool AllowViolations { get; init; }

    public long MostEntries { get; init; } = TpmLimits.ImaEntries;

    /// <summary>Sees each entry in its order, before it is known whether a quote proves it: see <see cref="ImaResult.Proven"/>.</summary>
    public Action<ImaEntry>? Visit { get; init; }
}
