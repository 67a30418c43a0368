using System.Text.Json.Serialization;
using Attestry.Contracts.Documents;
using Attestry.Primitives.Findings;

namespace Attestry.StatusApi.Statuses;

/// <summary>Where the decision about a digest in one repository stands.</summary>
/// <param name="Artifact"><c>registry/repository@digest</c>.</param>
/// <param name="Admit">May a new one start: the state is passed or warned.</param>
/// <param name="Deadline">Of a pending one: when missing evidence is counted against it.</param>
/// <param name="Attestation">Id of the signed decision; null while there is none.</param>
/// <param name="Reasons">What decided it.</param>
public sealed record ArtifactStatus(
    string Artifact,
    string Registry,
    string Repository,
    DecisionState State,
    bool Admit,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateTimeOffset? Deadline,
    DateTimeOffset ChangedAt,
    string? Attestation,
    string? Policy,
    DateTimeOffset? IssuedAt,
    IReadOnlyList<Finding> Reasons)
{
    /// <summary>
    /// A status is the word of the store, an attestation that of the signer: where they differ the worse counts, and what
    /// would admit without a signed decision behind it is unknown. A decision that is signed and not yet appended counts
    /// already when it is the worse one.
    /// </summary>
    internal static ArtifactStatus Of(StatusDocument status, AttestationDocument? attestation)
    {
        var signed = attestation?.State ?? (StateOrder.Admits(status.State) ? DecisionState.Unknown : status.State);
        var standing = StateOrder.Worse(status.State, signed);
        var state = StateOrder.Worse(standing, status.Issuing?.State ?? standing);
        var decisive = state == standing ? attestation : status.Issuing;
        return new(
            status.Id,
            status.Registry,
            status.Repository,
            state,
            StateOrder.Admits(state),
            state == DecisionState.Pending ? status.Deadline : null,
            status.ChangedAt,
            attestation?.Id,
            attestation?.Policy,
            attestation?.IssuedAt,
            decisive?.Reasons ?? []);
    }
}
