using System.Text.Json;
using Attestry.Contracts;
using Attestry.Contracts.Documents;
using Attestry.Primitives;
using Attestry.Primitives.Findings;
using Attestry.Primitives.Limits;

namespace Attestry.Policy.Sets;

/// <summary>Stands for a policy set that has no bundle that works: it denies whatever is judged and says why.</summary>
public sealed class UnavailablePolicy : IPolicyEngine
{
    private readonly PolicyIdentity _identity;

    private readonly DecisionEntry _entry;

    /// <param name="reason">Why there is none, for people.</param>
    public UnavailablePolicy(string set, string reason)
    {
        // The reason is not part of the digest: it may differ between replicas and attempts.
        var document = JsonSerializer.SerializeToUtf8Bytes(new { ruleSet = "unavailable/1", name = set }, ContractJson.Options);
        _identity = new(PolicyIds.Of([set]), Digest.Sha256(document), document, EvidenceKinds.All) { IsUnavailable = true };
        _entry = new(
            DecisionEffect.Deny,
            new(PolicyFindings.Unavailable, Severity.High, Bounded.Quote($"The policy set {set} cannot be loaded: {reason}", PolicyLimits.MessageCharacters)),
            set,
            [],
            []);
    }

    public PolicyIdentity Identify(ArtifactDocument artifact, string environment) => _identity;

    public PolicyResult Evaluate(PolicyInput input) => new(_identity, [_entry], RequiredEvidence: []);
}
