using System.Text.Json;
using Attestry.Contracts;
using Attestry.Contracts.Documents;
using Attestry.Primitives;

namespace Attestry.Policy.Decisions;

/// <summary>
/// A decision's id follows from what it rests on and what it follows, never from its envelope, which differs with each
/// signing. So a repeated message gives the id that is there, and evidence that returns to an older state gives a new one.
/// </summary>
public static class DecisionId
{
    public static string Of(string artifact, string environment, Digest policy, IReadOnlyList<EvidenceReference> evidence, string? previous) =>
        Digest.Sha256(JsonSerializer.SerializeToUtf8Bytes(new Basis(artifact, environment, policy, [.. Sorted(evidence)], previous), ContractJson.Options)).Text;

    /// <summary>The order in which a decision lists its evidence.</summary>
    public static IOrderedEnumerable<EvidenceReference> Sorted(IEnumerable<EvidenceReference> evidence) =>
        evidence.OrderBy(e => e.Kind, StringComparer.Ordinal).ThenBy(e => e.Producer, StringComparer.Ordinal).ThenBy(e => e.Digest);

    private sealed record Basis(string Artifact, string Environment, Digest Policy, IReadOnlyList<EvidenceReference> Evidence, string? Previous);
}
