using Attestry.Tpm.Structures;

namespace Attestry.Tpm.Hosts;

/// <summary>What is demanded of every host's evidence; the digest of its canonical form stands in each record of the history.</summary>
public sealed record HostPolicy
{
    /// <summary>PCRs that must be quoted; 10 is added when a list is demanded.</summary>
    public IReadOnlyList<int> Pcrs { get; init; } = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];

    /// <summary>A host must send its measurement list.</summary>
    public bool RequireMeasurementList { get; init; } = true;

    /// <summary>A host must send its firmware's event log after each boot.</summary>
    public bool RequireBootLog { get; init; }

    /// <summary>The boot log must say that Secure Boot was on; implies the log.</summary>
    public bool RequireSecureBoot { get; init; }

    /// <summary>The list's first entry must hold the quoted PCRs of the boot.</summary>
    public bool RequireBootAggregate { get; init; } = true;

    /// <summary>Files may be written while they are measured; see <see cref="Ima.ImaExpectation.AllowViolations"/>.</summary>
    public bool AllowViolations { get; init; }

    /// <summary>The PCRs to quote of a bank.</summary>
    public PcrSelection Selection(TpmHash bank) => PcrSelection.Of(bank, [.. Pcrs.Append(Ima).Distinct().Order()]);

    /// <summary>CONFIG_IMA_MEASURE_PCR_IDX.</summary>
    internal const int Ima = 10;
}
