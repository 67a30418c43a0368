using Attestry.Contracts.Documents;
using Attestry.Primitives.Findings;

namespace Attestry.EndToEnd.Verdicts;

internal static class VerdictAssertions
{
    /// <summary>It passed and nothing speaks against it.</summary>
    internal static void ShouldBePassed(this Verdict verdict)
    {
        verdict.State.ShouldBe(DecisionState.Passed, verdict.ToString());
        verdict.Admit.ShouldBeTrue();
        verdict.Reasons.ShouldBeEmpty();
    }

    /// <summary>It failed because nobody who is trusted signed it, and for no other reason.</summary>
    internal static void ShouldBeUnsigned(this Verdict verdict)
    {
        verdict.State.ShouldBe(DecisionState.Failed, verdict.ToString());
        verdict.Admit.ShouldBeFalse();
        verdict.Reasons.Select(reason => reason.Id).ShouldBe([PolicyFindings.NotSigned]);
    }

    /// <summary>Each decision but the first follows the one before it, and rests on something else.</summary>
    internal static void ShouldBeOneChain(this IReadOnlyList<SignedDecision> history)
    {
        var oldestFirst = history.Reverse().ToList();
        oldestFirst.Select(decision => decision.Previous).ShouldBe([null, .. oldestFirst.SkipLast(1).Select(decision => decision.Id)]);
        oldestFirst.Select(decision => decision.Id).ShouldBeUnique();
        foreach (var (before, after) in oldestFirst.Zip(oldestFirst.Skip(1)))
            after.Basis.ShouldNotBe(before.Basis);
    }
}
