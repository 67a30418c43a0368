namespace Attestry.Gatekeeper.Matching;

/// <summary>An entry of <c>match.kinds</c>; <c>*</c> or an empty list is any.</summary>
internal sealed record KindSelector(IReadOnlyList<string> Groups, IReadOnlyList<string> Kinds)
{
    internal bool Matches(string group, string kind) => Has(Groups, group) && Has(Kinds, kind);

    private static bool Has(IReadOnlyList<string> names, string name) => names.Count == 0 || names.Contains("*") || names.Contains(name);
}
