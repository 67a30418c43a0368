using Attestry.Primitives.Findings;

namespace Attestry.Tpm.Tee;

/// <summary>What was concluded about a host's report.</summary>
/// <param name="State">Null unless the report is the vendor's, answers the challenge, and is what the policy wants.</param>
public sealed record TeeJudgement(IReadOnlyList<Finding> Findings, TeeState? State);
