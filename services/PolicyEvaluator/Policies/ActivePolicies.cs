using Attestry.Contracts.Documents;
using Attestry.Policy;
using Attestry.Policy.Sets;

namespace Attestry.PolicyEvaluator.Policies;

/// <summary>The policies in force. They are replaced while evaluations run; each sees one state from start to end.</summary>
public sealed class ActivePolicies(PolicySets first) : IPolicyEngine
{
    private volatile PolicySets _sets = first;

    public IReadOnlyList<string> Environments => _sets.Environments;

    public PolicyIdentity Identify(ArtifactDocument artifact, string environment) => _sets.Identify(artifact, environment);

    public PolicyResult Evaluate(PolicyInput input) => _sets.Evaluate(input);

    internal void Replace(PolicySets sets) => _sets = sets;
}
