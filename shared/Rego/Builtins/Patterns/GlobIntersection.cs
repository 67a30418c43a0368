namespace Attestry.Rego.Builtins.Patterns;

/// <summary>
/// Whether some non-empty text fits two patterns of a small language: characters, <c>.</c>, classes in brackets, each with <c>*</c> or
/// <c>+</c>. Walks both at once.
/// </summary>
internal static class GlobIntersection
{
    internal static bool Exists(BuiltinContext context, string left, string right)
    {
        List<Part> a = Parse(left), b = Parse(right);
        context.Charge((long)(a.Count + 1) * (b.Count + 1));
        var seen = new HashSet<(int, int)> { (0, 0) };
        var waiting = new Queue<(int A, int B)>(seen);
        while (waiting.TryDequeue(out var at))
        {
            if (at == (a.Count, b.Count))
                return true;
            foreach (var next in Next(a, b, at.A, at.B))
            {
                context.Charge(1);
                if (seen.Add(next))
                    waiting.Enqueue(next);
            }
        }
        return false;
    }

    private static IEnumerable<(int A, int B)> Next(List<Part> a, List<Part> b, int i, int j)
    {
        if (i < a.Count && a[i].Optional)
            yield return (i + 1, j);
        if (j < b.Count && b[j].Optional)
            yield return (i, j + 1);
        if (i == a.Count || j == b.Count || !a[i].Meets(b[j]))
            yield break;
        yield return (i + 1, j + 1);
        if (a[i].Repeats)
            yield return (i, j + 1);
        if (b[j].Repeats)
            yield return (i + 1, j);
    }

    private static List<Part> Parse(string pattern)
    {
        var parts = new List<Part>();
        for (var at = 0; at < pattern.Length; at++)
        {
            var c = pattern[at];
            if (c is '*' or '+')
                throw new BuiltinException($"the input provided is invalid: '{c}' must follow a character, a class or a dot");
            var ranges = c switch
            {
                '.' => [('\0', char.MaxValue)],
                '[' => Class(pattern, ref at),
                '\\' when at + 1 < pattern.Length => [(pattern[++at], pattern[at])],
                _ => new List<(char, char)> { (c, c) },
            };
            var repeat = at + 1 < pattern.Length && pattern[at + 1] is '*' or '+' ? pattern[++at] : '\0';
            if (repeat == '+')
                parts.Add(new(ranges, false, false));
            parts.Add(new(ranges, repeat != '\0', repeat != '\0'));
        }
        return parts;
    }

    private static List<(char, char)> Class(string pattern, ref int at)
    {
        var ranges = new List<(char, char)>();
        for (at++; at < pattern.Length && pattern[at] != ']'; at++)
        {
            if (pattern[at] == '\\' && at + 1 < pattern.Length)
                at++;
            var from = pattern[at];
            if (at + 2 < pattern.Length && pattern[at + 1] == '-' && pattern[at + 2] != ']')
                at += 2;
            ranges.Add((from, pattern[at]));
        }
        return at < pattern.Length && ranges.Count > 0 ? ranges : throw new BuiltinException("the input provided is invalid: a class in brackets is not complete");
    }

    private sealed record Part(List<(char From, char To)> Ranges, bool Optional, bool Repeats)
    {
        internal bool Meets(Part other) => Ranges.Any(a => other.Ranges.Any(b => a.From <= b.To && b.From <= a.To));
    }
}
