using System.Text.Json.Serialization;
using Attestry.Contracts.Documents;
using Attestry.Primitives;

namespace Attestry.StatusApi.Statuses;

/// <summary>A line of the list: where the decision about one artifact stands, as the store has it.</summary>
/// <param name="Attestation">Id of the newest signed decision; null while there is none.</param>
public sealed record StatusSummary(
    string Artifact,
    string Registry,
    string Repository,
    Digest Digest,
    DecisionState State,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateTimeOffset? Deadline,
    DateTimeOffset ChangedAt,
    string? Attestation,
    string Environment)
{
    internal static StatusSummary Of(StatusDocument status) => new(
        DecisionEnvironment.ArtifactOf(status),
        status.Registry,
        status.Repository,
        status.Digest,
        status.State,
        status.State == DecisionState.Pending ? status.Deadline : null,
        status.ChangedAt,
        status.Attestation,
        status.Environment);
}
