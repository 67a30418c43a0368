using Attestry.Contracts.Documents;
using Attestry.Policy.Rules;
using Attestry.Primitives.Findings;

namespace Attestry.Policy;

/// <param name="Entries">All that was said, also what does not count: of sets in audit mode, and what an exception took away.</param>
/// <param name="RequiredEvidence">Kinds without which the policy is not to be decided before the deadline.</param>
public sealed record PolicyResult(PolicyIdentity Policy, IReadOnlyList<DecisionEntry> Entries, IReadOnlyList<string> RequiredEvidence)
{
    /// <summary>Why it may not run; one is enough.</summary>
    public IReadOnlyList<Finding> Deny => Of(DecisionEffect.Deny);

    /// <summary>What is wrong but not forbidden.</summary>
    public IReadOnlyList<Finding> Warn => Of(DecisionEffect.Warn);

    /// <summary>Background: what the evidence itself noticed.</summary>
    public IReadOnlyList<Finding> Info => Of(DecisionEffect.Info);

    public DecisionState State => this switch
    {
        { Deny.Count: > 0 } => DecisionState.Failed,
        { Warn.Count: > 0 } => DecisionState.Warned,
        _ => DecisionState.Passed,
    };

    /// <summary>Until when one that runs may go on: the shortest grace of the denials, null when one of them has none.</summary>
    public DateTimeOffset? GraceUntil(DateTimeOffset now)
    {
        DateTimeOffset? until = null;
        foreach (var denial in Entries.Where(entry => entry.Effect == DecisionEffect.Deny && entry.Counts()))
        {
            if (denial.Grace is null || !Grace.TryRead(denial.Grace, now, out var its))
                return null;
            until = until is null || its < until ? its : until;
        }
        return until;
    }

    private List<Finding> Of(DecisionEffect effect) =>
        [.. Entries.Where(entry => entry.Effect == effect && entry.Counts()).Select(entry => entry.Finding)];
}
