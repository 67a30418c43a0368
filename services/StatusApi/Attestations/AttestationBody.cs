using System.Text.Json;
using System.Text.Json.Serialization;
using Attestry.Contracts.Documents;
using Attestry.Primitives;
using Attestry.Primitives.Findings;
using Attestry.StatusApi.Statuses;

namespace Attestry.StatusApi.Attestations;

/// <summary>A signed decision.</summary>
/// <param name="Previous">Id of the decision before it about the same artifact; null for the first.</param>
/// <param name="Entries">All that the policies said, also what sets in audit mode said and what an exception took away.</param>
/// <param name="GraceUntil">Of a denial: until when one that runs may go on; null when it must end at once.</param>
/// <param name="Envelope">The DSSE envelope; left out of lists.</param>
public sealed record AttestationBody(
    string Id,
    string Artifact,
    string Registry,
    string Repository,
    Digest Digest,
    DecisionState State,
    bool Admit,
    string Policy,
    Digest PolicyDigest,
    IReadOnlyList<EvidenceReference> Evidence,
    IReadOnlyList<Finding> Reasons,
    string KeyId,
    string? Previous,
    DateTimeOffset IssuedAt,
    string Environment,
    IReadOnlyList<DecisionEntry> Entries,
    DateTimeOffset? GraceUntil,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] JsonElement? Envelope)
{
    internal static AttestationBody Of(AttestationDocument attestation) => new(
        attestation.Id,
        attestation.Artifact,
        attestation.Registry,
        attestation.Repository,
        attestation.Digest,
        attestation.State,
        StateOrder.Admits(attestation.State),
        attestation.Policy,
        attestation.PolicyDigest,
        attestation.Evidence,
        attestation.Reasons,
        attestation.KeyId,
        attestation.Previous,
        attestation.IssuedAt,
        attestation.Environment,
        attestation.Entries,
        attestation.GraceUntil,
        null);

    internal static AttestationBody WithEnvelope(AttestationDocument attestation) =>
        Of(attestation) with { Envelope = JsonSerializer.Deserialize<JsonElement>(attestation.Envelope) };
}
