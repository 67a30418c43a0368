using Attestry.Tpm.Boot;
using Attestry.Tpm.Ima;
using Attestry.Tpm.Structures;
using Attestry.Tpm.Tee;

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

    /// <summary>Files may be written while they are measured; see <see cref="ImaExpectation.AllowViolations"/>.</summary>
    public bool AllowViolations { get; init; }

    /// <summary>How the host's kernel extends banks; <see cref="ImaExtension.PaddedSha1"/> is as strong as SHA-1.</summary>
    public ImaExtension ImaExtension { get; init; }

    /// <summary>Null: hosts are not asked for reports of confidential machines.</summary>
    public TeePolicy? Tee { get; init; }

    /// <summary>Null: signatures of measured files are not judged.</summary>
    public ImaSignaturePolicy? Signatures { get; init; }

    /// <summary>Null: what was booted is not judged beyond Secure Boot.</summary>
    public BootPolicy? Boot { get; init; }

    /// <summary>The firmware's event log is judged.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool JudgesBootLog => RequireBootLog || RequireSecureBoot || Boot is { NeedsLog: true };

    /// <summary>The PCRs to quote of a bank: with rules about the boot also those of boot loaders and stubs.</summary>
    public PcrSelection Selection(TpmHash bank) => PcrSelection.Of(bank, [.. Pcrs.Append(ImaPcr).Concat(Boot is null ? [] : Stub).Concat(ReferencePcrs(bank)).Distinct().Order()]);

    /// <summary>PCR 11 to 13 are systemd-stub's, 14 shim's.</summary>
    private static readonly int[] Stub = [11, 12, 13, 14];

    private IEnumerable<int> ReferencePcrs(TpmHash bank)
    {
        foreach (var name in Boot?.Pcrs.Keys ?? [])
            if (BootJudge.TryParse(name, out var of, out var pcr) && of == bank)
                yield return pcr;
    }

    /// <summary>CONFIG_IMA_MEASURE_PCR_IDX.</summary>
    internal const int ImaPcr = 10;
}
