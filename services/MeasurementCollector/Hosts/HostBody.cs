using Attestry.Contracts.Documents;
using Attestry.Primitives;
using Attestry.Primitives.Findings;

namespace Attestry.MeasurementCollector.Hosts;

/// <summary>A host as people see it.</summary>
/// <param name="Since">When it came into its state.</param>
/// <param name="RunsUnattested">It runs, or measured, something that is not attested; the findings say what.</param>
/// <param name="Ek">Digest of the endorsement key's SubjectPublicKeyInfo.</param>
/// <param name="Boots">Resets of its TPM.</param>
/// <param name="Tee">The confidential machine that it runs in; null when none is known.</param>
/// <param name="Entries">Of its measurement list that are proven.</param>
internal sealed record HostBody(
    string Id,
    HostState State,
    DateTimeOffset Since,
    bool RunsUnattested,
    DateTimeOffset? LastAttemptAt,
    DateTimeOffset? AttestedAt,
    DateTimeOffset? StaleAt,
    IReadOnlyList<Finding> Findings,
    IReadOnlyDictionary<string, string> Facts,
    string Ek,
    string? AcceptedBy,
    DateTimeOffset EnrolledAt,
    uint? Boots,
    long? Entries,
    int Files,
    bool? SecureBoot,
    IReadOnlyList<HostImage> Images,
    HostTee? Tee)
{
    public static HostBody Of(HostDocument host) => new(
        host.Id, host.State, host.ChangedAt, host.Unattested is not null, host.LastAttemptAt, host.AttestedAt, host.StaleAt, host.Findings, host.Facts, host.Ek.Text,
        host.AcceptedBy, host.EnrolledAt, host.Clock?.Resets, host.Replay?.Entries, host.Files, host.SecureBoot, host.Images, host.Tee);
}
