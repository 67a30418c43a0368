using Attestry.Contracts.Documents;

namespace Attestry.StatusApi.Statuses;

/// <summary>Which of several states counts. Only what is known to be good admits, and one doubt is enough.</summary>
internal static class StateOrder
{
    // A decision against it weighs more than no decision; no record at all more than one that is still being made.
    private static readonly DecisionState[] WorstFirst =
    [
        DecisionState.Revoked,
        DecisionState.Failed,
        DecisionState.Unknown,
        DecisionState.Pending,
        DecisionState.Warned,
        DecisionState.Passed,
    ];

    /// <summary>0 for the worst. A state that is not listed, as a newer writer may bring, ranks with the worst.</summary>
    public static int Rank(DecisionState state) => Math.Max(0, Array.IndexOf(WorstFirst, state));

    public static DecisionState Worse(DecisionState left, DecisionState right) => Rank(left) <= Rank(right) ? left : right;

    public static bool Admits(DecisionState state) => state is DecisionState.Passed or DecisionState.Warned;
}
