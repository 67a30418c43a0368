using Attestry.Contracts.Documents;
using Attestry.Policy;
using Attestry.Primitives.Findings;

namespace Attestry.PolicyEvaluator.Decisions;

/// <summary>Does the newest decision still say what would be said now?</summary>
internal static class Standing
{
    private static readonly string[] Unnamed = [PolicyFindings.Deny, PolicyFindings.Warn, PolicyFindings.Info];

    internal static bool RestsOn(AttestationDocument? head, PolicyIdentity policy, IReadOnlyList<EvidenceReference> evidence) =>
        head is not null && head.PolicyDigest == policy.Digest && head.Evidence.SequenceEqual(evidence);

    /// <summary>The same sets made it when they worked, and nothing of what it rests on changed: a broken bundle does not take a working one's place, over a restart neither.</summary>
    internal static bool Outlasts(AttestationDocument? head, PolicyIdentity policy, IReadOnlyList<EvidenceReference> evidence) =>
        policy.IsUnavailable && head is not null && head.Policy == policy.Id && head.Evidence.SequenceEqual(evidence);

    internal static bool IsSaidBy(AttestationDocument? head, PolicyResult result, IReadOnlyList<EvidenceReference> evidence) =>
        RestsOn(head, result.Policy, evidence) && head!.State == result.State && Keys(head.Entries).SequenceEqual(Keys(result.Entries), StringComparer.Ordinal);

    /// <summary>What was admitted before gets the grace that the policies give; it is never prolonged while it stays denied.</summary>
    internal static DateTimeOffset? RunUntil(StatusDocument before, AttestationDocument decision)
    {
        if (decision.State != DecisionState.Failed)
            return null;
        if (before.State is DecisionState.Passed or DecisionState.Warned)
            return decision.GraceUntil;
        return decision.GraceUntil < before.RunUntil ? decision.GraceUntil : decision.GraceUntil is null ? null : before.RunUntil;
    }

    // A message may tell an age or a count, which is no other decision; only of an entry without id it is all that there is.
    private static IEnumerable<string> Keys(IReadOnlyList<DecisionEntry> entries) => entries
        .Select(entry => string.Join(
            '\0',
            [entry.Set, entry.Effect.ToString(), entry.Audit.ToString(), entry.Exception ?? "", entry.Finding.Id, entry.Finding.Location ?? "", Unnamed.Contains(entry.Finding.Id) ? entry.Finding.Message : "", .. entry.Evidence]))
        .Order(StringComparer.Ordinal);
}
