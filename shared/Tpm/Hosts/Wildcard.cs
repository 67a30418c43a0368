namespace Attestry.Tpm.Hosts;

/// <summary>Patterns of paths and commands: <c>*</c> is any run of characters, also none and also slashes; <c>?</c> is one. Nothing else is special.</summary>
public static class Wildcard
{
    /// <summary>In time of at most both lengths multiplied.</summary>
    public static bool Matches(ReadOnlySpan<char> text, ReadOnlySpan<char> pattern)
    {
        var (at, on, star, resume) = (0, 0, -1, 0);
        while (at < text.Length)
        {
            if (on < pattern.Length && pattern[on] == '*')
                (star, resume) = (on++, at);
            else if (on < pattern.Length && (pattern[on] == '?' || pattern[on] == text[at]))
                (at, on) = (at + 1, on + 1);
            else if (star >= 0)
                (at, on) = (++resume, star + 1);
            else
                return false;
        }
        return pattern[on..].TrimStart('*').IsEmpty;
    }

    public static bool MatchesAny(string text, IEnumerable<string> patterns) => patterns.Any(pattern => Matches(text, pattern));
}
