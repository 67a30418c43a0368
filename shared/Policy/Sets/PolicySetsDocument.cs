namespace Attestry.Policy.Sets;

/// <summary>What the digest of several sets together is made over.</summary>
internal sealed record PolicySetsDocument(string RuleSet, IReadOnlyList<PolicySetsEntry> Sets)
{
    internal const string Version = "sets/1";
}
