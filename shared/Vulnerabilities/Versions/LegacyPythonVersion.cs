namespace Attestry.Vulnerabilities.Versions;

/// <summary>
/// The order that setuptools had before PEP 440, for versions that PEP 440 does not take: numbers and words as text, where
/// zeros and hyphens before the end or a pre-release do not count.
/// </summary>
internal static class LegacyPythonVersion
{
    private const string End = "*final";

    private const string Hyphen = "*final-";

    internal static int Compare(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        var a = Key(left);
        var b = Key(right);
        for (var i = 0; i < Math.Min(a.Count, b.Count); i++)
        {
            var order = string.CompareOrdinal(a[i], b[i]);
            if (order != 0)
                return order;
        }
        return a.Count.CompareTo(b.Count);
    }

    private static List<string> Key(ReadOnlySpan<char> version)
    {
        var parts = new List<string>();
        var rest = version.Trim();
        while (!rest.IsEmpty)
        {
            var part = Part(ref rest);
            if (part.Length > 0)
                Add(parts, part);
        }
        Add(parts, End);
        return parts;
    }

    private static void Add(List<string> parts, string part)
    {
        if (part[0] == '*')
        {
            if (string.CompareOrdinal(part, End) < 0)
                Drop(parts, Hyphen);
            Drop(parts, "00000000");
        }
        parts.Add(part);
    }

    private static void Drop(List<string> parts, string last)
    {
        while (parts.Count > 0 && parts[^1] == last)
            parts.RemoveAt(parts.Count - 1);
    }

    private static string Part(scoped ref ReadOnlySpan<char> rest)
    {
        if (VersionText.StartsWithDigit(rest))
            return VersionText.TakeDigits(ref rest).ToString().PadLeft(8, '0');
        if (VersionText.StartsWithLetter(rest))
        {
            var word = VersionText.TakeLetters(ref rest).ToString().ToLowerInvariant();
            return word switch { "pre" or "preview" or "rc" => "*c", "dev" => "*@", _ => $"*{word}" };
        }
        if (VersionText.TryTake(ref rest, "."))
            return "";
        if (VersionText.TryTake(ref rest, "-"))
            return Hyphen;
        var length = 0;
        while (length < rest.Length && !char.IsAsciiLetterOrDigit(rest[length]) && rest[length] is not ('.' or '-'))
            length++;
        return $"*{VersionText.Take(ref rest, length)}";
    }
}
