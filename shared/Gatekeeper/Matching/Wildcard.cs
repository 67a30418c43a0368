namespace Attestry.Gatekeeper.Matching;

/// <summary>A name, or with an asterisk before or behind it its end or beginning: <c>kube-*</c>, <c>*-system</c>, <c>*kube*</c>.</summary>
internal readonly record struct Wildcard(string Text)
{
    private bool Leads => Text.StartsWith('*');

    private bool Trails => Text.EndsWith('*');

    internal bool Matches(string name) => (Leads, Trails) switch
    {
        (true, true) => name.Contains(Text.Trim('*'), StringComparison.Ordinal),
        (true, false) => name.EndsWith(Text[1..], StringComparison.Ordinal),
        (false, true) => name.StartsWith(Text[..^1], StringComparison.Ordinal),
        _ => name == Text,
    };

    /// <summary>The beginning of a name that the API server will complete: only what is open behind can be told to match.</summary>
    internal bool MatchesBeginning(string name) => Trails && name.Length > 0 && Matches(name);
}
