using Attestry.Primitives;
using Attestry.Primitives.Findings;

namespace Attestry.Contracts.Evidence;

/// <summary>How an artifact stands on one host.</summary>
/// <param name="State">Of the host.</param>
/// <param name="IsReported">The host says that a container runs it now; else its files alone were measured.</param>
/// <param name="Files">How many measured files are known from it.</param>
/// <param name="Findings">About its files and pages there.</param>
/// <param name="AttestedAt">Of the attestation by which the host came into its state; null when it never attested.</param>
public sealed record MeasuredHost(string Host, HostState State, bool IsReported, int Files, IReadOnlyList<Finding> Findings, DateTimeOffset? AttestedAt)
{
    /// <summary>Null when no boot log says it.</summary>
    public bool? SecureBoot { get; init; }

    /// <summary>Null when it is not known to run in a confidential machine.</summary>
    public MeasuredTee? Tee { get; init; }

    /// <summary>Null when no boot log was verified.</summary>
    public MeasuredBoot? Boot { get; init; }

    /// <summary>About the host itself: its quote, its boot, its confidential machine.</summary>
    public IReadOnlyList<Finding> HostFindings { get; init; } = [];
}
