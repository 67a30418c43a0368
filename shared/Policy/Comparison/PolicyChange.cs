using Attestry.Contracts.Documents;

namespace Attestry.Policy.Comparison;

/// <summary>What becomes of one artifact when one policy takes the place of another.</summary>
/// <param name="Artifact"><c>registry/repository@digest</c>.</param>
/// <param name="Gone">What only the old policy says.</param>
/// <param name="New">What only the new policy says.</param>
public sealed record PolicyChange(string Artifact, DecisionState Before, DecisionState After, IReadOnlyList<DecisionEntry> Gone, IReadOnlyList<DecisionEntry> New)
{
    public bool ChangesVerdict => Before != After;

    public bool ChangesAnything => ChangesVerdict || Gone.Count + New.Count > 0;
}
