namespace Attestry.Rego.Builtins.Strings;

/// <summary>Positions counted in code points, and the UTF-16 positions that they are.</summary>
internal static class CodePoints
{
    internal static int Count(ReadOnlySpan<char> text)
    {
        var pairs = 0;
        foreach (var c in text)
            pairs += char.IsLowSurrogate(c) ? 1 : 0;
        return text.Length - pairs;
    }

    /// <summary>Where the code point number <paramref name="count"/> starts; the end when there are fewer.</summary>
    internal static int Position(string text, int count)
    {
        var at = 0;
        for (; count > 0 && at < text.Length; count--)
            at += char.IsHighSurrogate(text[at]) && at + 1 < text.Length ? 2 : 1;
        return at;
    }
}
