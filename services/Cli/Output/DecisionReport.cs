using System.Text.Json.Nodes;
using Attestry.Contracts.Documents;
using Attestry.Primitives;
using Attestry.Primitives.Findings;

namespace Attestry.Cli.Output;

/// <summary>A decision, and the envelope that says the same to those who do not trust this output.</summary>
internal sealed record DecisionReport(
    string Target, string Artifact, DecisionState State, bool Admit, string Policy, Digest PolicyDigest, IReadOnlyList<Finding> Reasons, string KeyId, JsonNode? Envelope)
{
    internal static DecisionReport Of(string target, AttestationDocument decision) => new(
        target,
        decision.Artifact,
        decision.State,
        decision.State is DecisionState.Passed or DecisionState.Warned,
        decision.Policy,
        decision.PolicyDigest,
        decision.Reasons,
        decision.KeyId,
        JsonNode.Parse(decision.Envelope));
}
