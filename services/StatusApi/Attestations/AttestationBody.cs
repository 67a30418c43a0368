using System.Text.Json;
using System.Text.Json.Serialization;
using Attestry.Contracts.Documents;
using Attestry.Primitives;
using Attestry.Primitives.Findings;
using Attestry.StatusApi.Statuses;

namespace Attestry.StatusApi.Attestations;

/// <summary>A signed decision.</summary>
/// <param name="Previous">Id of the decision before it about the same artifact; null for the first.</param>
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
        null);

    internal static AttestationBody WithEnvelope(AttestationDocument attestation) =>
        Of(attestation) with { Envelope = JsonSerializer.Deserialize<JsonElement>(attestation.Envelope) };
}
