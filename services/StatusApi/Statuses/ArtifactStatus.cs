using System.Text.Json.Serialization;
using Attestry.Contracts.Documents;
using Attestry.Primitives.Findings;

namespace Attestry.StatusApi.Statuses;

/// <summary>Where the decision about a digest in one repository stands.</summary>
/// <param name="Artifact"><c>registry/repository@digest</c>.</param>
/// <param name="Admit">May a new one start: the state is passed or warned.</param>
/// <param name="Run">May one that runs already go on. A denied one may while the grace lasts that the policies give; one without a first decision until its deadline.</param>
/// <param name="RunUntil">Of a draining one: its deadline.</param>
/// <param name="Deadline">Of a pending one: when missing evidence is counted against it.</param>
/// <param name="Attestation">Id of the signed decision; null while there is none.</param>
/// <param name="Reasons">What decided it.</param>
/// <param name="Audit">What policy sets in audit mode said; it decides nothing.</param>
public sealed record ArtifactStatus(
    string Artifact,
    string Registry,
    string Repository,
    DecisionState State,
    bool Admit,
    RunState Run,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateTimeOffset? RunUntil,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateTimeOffset? Deadline,
    DateTimeOffset ChangedAt,
    string? Attestation,
    string? Policy,
    DateTimeOffset? IssuedAt,
    string Environment,
    IReadOnlyList<Finding> Reasons,
    IReadOnlyList<DecisionEntry> Audit)
{
    /// <summary>Of what is denied or pending for the hosts that measured it, or that none did: what it would be were they trusted.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DecisionState? ApartFromHosts { get; init; }

    /// <summary>
    /// A status is the word of the store, an attestation that of the signer: where they differ the worse counts, and what
    /// would admit without a signed decision behind it is unknown. A decision that is signed and not yet appended counts
    /// already when it is the worse one.
    /// </summary>
    internal static ArtifactStatus Of(StatusDocument status, AttestationDocument? attestation, DateTimeOffset now)
    {
        var signed = attestation?.State ?? (StateOrder.Admits(status.State) ? DecisionState.Unknown : status.State);
        var standing = StateOrder.Worse(status.State, signed);
        var state = StateOrder.Worse(standing, status.Issuing?.State ?? standing);
        var decisive = state == standing ? attestation : status.Issuing;
        var until = state switch
        {
            DecisionState.Failed => status.RunUntil,
            DecisionState.Pending => status.Deadline,
            _ => null,
        };
        var run = StateOrder.Admits(state) ? RunState.Active : now < until ? RunState.Draining : RunState.Terminated;
        return new(
            DecisionEnvironment.ArtifactOf(status),
            status.Registry,
            status.Repository,
            state,
            StateOrder.Admits(state),
            run,
            run == RunState.Draining ? until : null,
            state == DecisionState.Pending ? status.Deadline : null,
            status.ChangedAt,
            attestation?.Id,
            attestation?.Policy,
            attestation?.IssuedAt,
            status.Environment,
            decisive?.Reasons ?? [],
            [.. (decisive?.Entries ?? []).Where(entry => entry.Audit)])
        {
            ApartFromHosts = state is DecisionState.Failed or DecisionState.Pending ? status.ApartFromHosts : null,
        };
    }
}
