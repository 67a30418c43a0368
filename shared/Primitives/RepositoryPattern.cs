namespace Attestry.Primitives;

/// <summary>
/// Which repositories a setting is about: <c>registry/repository</c> where <c>*</c> stands for any run of characters
/// inside one path component and <c>**</c> for any number of components. <c>ghcr.io/acme/**</c>, <c>**</c>.
/// </summary>
public static class RepositoryPattern
{
    /// <summary>Does <paramref name="name"/> (<see cref="ImageReference.Name"/>) fall under <paramref name="pattern"/>? Ordinal; the whole name must match.</summary>
    public static bool Matches(string pattern, string name) => Components(pattern.Split('/'), name.Split('/'));

    private static bool Components(ReadOnlySpan<string> pattern, ReadOnlySpan<string> name)
    {
        // Greedy with one way back: linear in practice, quadratic at worst, never exponential.
        int p = 0, n = 0, star = -1, mark = 0;
        while (n < name.Length)
        {
            if (p < pattern.Length && pattern[p] == "**")
                (star, mark) = (p++, n);
            else if (p < pattern.Length && Component(pattern[p], name[n]))
                (p, n) = (p + 1, n + 1);
            else if (star >= 0)
                (p, n) = (star + 1, ++mark);
            else
                return false;
        }
        while (p < pattern.Length && pattern[p] == "**")
            p++;
        return p == pattern.Length;
    }

    private static bool Component(ReadOnlySpan<char> pattern, ReadOnlySpan<char> text)
    {
        int p = 0, t = 0, star = -1, mark = 0;
        while (t < text.Length)
        {
            if (p < pattern.Length && pattern[p] == '*')
                (star, mark) = (p++, t);
            else if (p < pattern.Length && pattern[p] == text[t])
                (p, t) = (p + 1, t + 1);
            else if (star >= 0)
                (p, t) = (star + 1, ++mark);
            else
                return false;
        }
        while (p < pattern.Length && pattern[p] == '*')
            p++;
        return p == pattern.Length;
    }
}
