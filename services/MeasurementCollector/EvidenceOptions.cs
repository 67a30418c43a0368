using Attestry.Tpm.Hosts;

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

    internal HostPolicy ToPolicy() => new()
    {
        RequireMeasurementList = RequireMeasurementList,
        RequireBootLog = RequireBootLog,
        RequireSecureBoot = RequireSecureBoot,
        RequireBootAggregate = RequireBootAggregate,
        AllowViolations = AllowViolations,
    };
}
