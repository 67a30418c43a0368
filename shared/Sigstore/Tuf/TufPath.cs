namespace Attestry.Sigstore.Tuf;

/// <summary>Paths of targets, relative to the repository's targets.</summary>
internal static class TufPath
{
    /// <summary>Shell patterns (TUF §4.5): '*' is any characters and '?' one, but neither a '/'.</summary>
    internal static bool Matches(ReadOnlySpan<char> pattern, ReadOnlySpan<char> path)
    {
        // The usual backtracking to the last star only: in time of the product of both lengths.
        var (at, resume, from) = (0, -1, 0);
        var i = 0;
        while (i < path.Length)
        {
            if (at < pattern.Length && pattern[at] == '*')
            {
                (resume, from) = (at++, i);
            }
            else if (at < pattern.Length && (pattern[at] == path[i] || (pattern[at] == '?' && path[i] != '/')))
            {
                (at, i) = (at + 1, i + 1);
            }
            else if (resume >= 0 && path[from] != '/')
            {
                (at, i) = (resume + 1, ++from);
            }
            else
            {
                return false;
            }
        }
        return pattern[at..].Trim('*').IsEmpty;
    }

    /// <summary>Where the content of a target lies: with consistent snapshots its hash stands before the file's name (TUF §6.2).</summary>
    internal static string Of(string target, TufFile file, bool consistent)
    {
        var name = target.LastIndexOf('/') + 1;
        return consistent ? $"targets/{target[..name]}{file.Hashes[0].Hex}.{target[name..]}" : $"targets/{target}";
    }
}
