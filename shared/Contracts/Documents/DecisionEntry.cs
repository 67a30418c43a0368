using Attestry.Primitives.Findings;

namespace Attestry.Contracts.Documents;

/// <summary>One thing that a policy said when a decision was made, whether it counted or not.</summary>
/// <param name="Set">Name of the policy set that said it.</param>
/// <param name="Controls">The controls that the rule serves: <c>SLSA-1.1/…</c>, <c>NIST-800-218/…</c>, <c>CIS/…</c>.</param>
/// <param name="Evidence">What it is about: package URLs, digests, paths.</param>
/// <param name="Grace">Of a denial: how long one that runs may go on, as the policy said it; null when it must end at once.</param>
/// <param name="Audit">The set is in audit mode: it is recorded and decides nothing.</param>
/// <param name="Exception">Id of the exception that took it away; null when none did.</param>
public sealed record DecisionEntry(
    DecisionEffect Effect,
    Finding Finding,
    string Set,
    IReadOnlyList<string> Controls,
    IReadOnlyList<string> Evidence,
    string? Grace = null,
    bool Audit = false,
    string? Exception = null)
{
    /// <summary>It decides.</summary>
    public bool Counts() => !Audit && Exception is null;
}
