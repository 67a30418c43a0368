using Attestry.Tpm.Hosts;
using Attestry.Tpm.Ima;
using Attestry.Tpm.Tee;

namespace Attestry.MeasurementCollector;

/// <summary>What every host's evidence must hold; see <see cref="HostPolicy"/>.</summary>
public sealed record EvidenceOptions
{
    public bool RequireMeasurementList { get; init; } = true;

    public bool RequireBootLog { get; init; }

    public bool RequireSecureBoot { get; init; }

    public bool RequireBootAggregate { get; init; } = true;

    /// <summary>Files may be written while they are measured. Nothing proves what they held.</summary>
    public bool AllowViolations { get; init; }

    /// <summary><c>PaddedSha1</c> for kernels before 5.8, which extend every bank with the SHA-1 hash and zeros: what that proves is as strong as SHA-1.</summary>
    public ImaExtension ImaExtension { get; init; }

    /// <summary>Confidential machines.</summary>
    public TeeOptions Tee { get; init; } = new();

    /// <summary>Signed files.</summary>
    public SignatureOptions Signatures { get; init; } = new();

    /// <summary>What may be booted.</summary>
    public BootOptions Boot { get; init; } = new();

    internal HostPolicy ToPolicy() => new()
    {
        RequireMeasurementList = RequireMeasurementList,
        RequireBootLog = RequireBootLog,
        RequireSecureBoot = RequireSecureBoot,
        RequireBootAggregate = RequireBootAggregate,
        AllowViolations = AllowViolations,
        ImaExtension = ImaExtension,
        Tee = Tee.Demand == TeeDemand.Off ? null : Tee.ToPolicy(),
        Boot = Boot.ToPolicy(),
    };
}
