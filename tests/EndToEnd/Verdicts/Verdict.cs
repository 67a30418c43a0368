using Attestry.Contracts.Documents;
using Attestry.Primitives;
using Attestry.Primitives.Findings;

namespace Attestry.EndToEnd.Verdicts;

/// <summary>Where the decision about one artifact stands.</summary>
internal sealed record Verdict(string Artifact, Digest Digest, DecisionState State, bool Admit, IReadOnlyList<Finding> Reasons)
{
    public DecisionState? ApartFromHosts { get; init; }

    internal bool IsDecided => State is not (DecisionState.Unknown or DecisionState.Pending);
}
