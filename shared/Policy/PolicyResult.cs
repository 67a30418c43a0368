using Attestry.Contracts.Documents;
using Attestry.Primitives.Findings;

namespace Attestry.Policy;

/// <param name="Deny">Why it may not run; one is enough.</param>
/// <param name="Warn">What is wrong but not forbidden.</param>
/// <param name="Info">Background: what the evidence itself noticed.</param>
/// <param name="RequiredEvidence">Kinds without which the policy is not to be decided before the deadline.</param>
public sealed record PolicyResult(
    PolicyIdentity Policy,
    IReadOnlyList<Finding> Deny,
    IReadOnlyList<Finding> Warn,
    IReadOnlyList<Finding> Info,
    IReadOnlyList<string> RequiredEvidence)
{
    public DecisionState State => this switch
    {
        { Deny.Count: > 0 } => DecisionState.Failed,
        { Warn.Count: > 0 } => DecisionState.Warned,
        _ => DecisionState.Passed,
    };
}
