namespace Attestry.Sbom.Catalogers.Rpm;

/// <summary>Names in an rpm header's lists of what a package needs and provides (rpm, "Dependencies basics", "More on dependencies").</summary>
internal static class RpmRelations
{
    /// <summary>One for each that must be satisfied: names, file paths, or for a condition with <c>or</c> its alternatives joined by <c>|</c>.</summary>
    internal static IEnumerable<string> Needed(IEnumerable<string> names) =>
        names.Where(IsOfPackages).SelectMany(name => name.StartsWith('(') ? Rich(name) : [name]);

    internal static IEnumerable<string> Provided(IEnumerable<string> names) => names.Where(IsOfPackages);

    // What rpm itself must be able to do is no package. Of a library each version of its symbols is named, and the library itself too.
    private static bool IsOfPackages(string name) =>
        !name.StartsWith("rpmlib(", StringComparison.Ordinal)
        && !(name.Contains(".so", StringComparison.Ordinal) && name.IndexOf('(', StringComparison.Ordinal) is > 0 and var open && open + 1 < name.Length && name[open + 1] != ')');

    // "(a or b)", "((a and b) if c)", "(a >= 1 with a < 2)": what stands behind "if" is a condition; versions are no names.
    private static IEnumerable<string> Rich(string text)
    {
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var names = new List<string>();
        var (conditional, alternatives, isVersion) = (false, false, false);
        foreach (var word in words)
        {
            if (word is "if" or "unless" or "without")
                conditional = true;
            else if (word is "or")
                alternatives = true;
            else if (word is "and" or "with" or "else")
                conditional = false;
            else if (word[0] is '<' or '>' or '=')
                isVersion = true;
            else if (isVersion)
                isVersion = false;
            else if (!conditional && Bare(word) is { Length: > 0 } name)
                names.Add(name);
        }
        return alternatives ? [string.Join('|', names.Distinct(StringComparer.Ordinal))] : names.Distinct(StringComparer.Ordinal);
    }

    // Brackets of the condition, not those of the name: "((python3dist(x)" is "python3dist(x)".
    private static string Bare(string word)
    {
        word = word.TrimStart('(');
        while (word.EndsWith(')') && word.Count(c => c == ')') > word.Count(c => c == '('))
            word = word[..^1];
        return word;
    }
}
