namespace Attestry.Sbom.Catalogers;

/// <summary>
/// Which paths of an image a cataloger reads: components divided by <c>/</c>, each with at most one <c>*</c> for any run
/// of characters; <c>**</c> as the first component stands for any number of them. Matched from the end, without allocation.
/// </summary>
internal sealed class PathPattern
{
    private readonly string[] _components;
    private readonly bool _anywhere;

    public PathPattern(string pattern)
    {
        var components = pattern.Split('/');
        _anywhere = components[0] == "**";
        _components = _anywhere ? components[1..] : components;
        if (_components.Length == 0 || _components.Any(c => c.Length == 0 || c.Count(x => x == '*') > 1))
            throw new ArgumentException($"'{pattern}' is not a path pattern.", nameof(pattern));
    }

    /// <summary>The last component; null when it has a <c>*</c>.</summary>
    public string? FileName => _components[^1].Contains('*', StringComparison.Ordinal) ? null : _components[^1];

    public bool Matches(ReadOnlySpan<char> path)
    {
        for (var i = _components.Length - 1; i >= 0; i--)
        {
            var slash = path.LastIndexOf('/');
            if (!Component(_components[i], path[(slash + 1)..]))
                return false;
            if (i > 0 && slash < 0)
                return false;
            if (i == 0)
                return _anywhere || slash < 0;
            path = path[..slash];
        }
        return false;
    }

    private static bool Component(string pattern, ReadOnlySpan<char> text)
    {
        var star = pattern.IndexOf('*', StringComparison.Ordinal);
        return star < 0
            ? text.SequenceEqual(pattern)
            : text.Length >= pattern.Length - 1 && text.StartsWith(pattern.AsSpan(0, star)) && text.EndsWith(pattern.AsSpan(star + 1));
    }
}
