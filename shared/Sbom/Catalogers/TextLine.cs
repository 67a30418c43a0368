namespace Attestry.Sbom.Catalogers;

/// <summary>What the readers of line-based files have in common.</summary>
internal static class TextLine
{
    /// <summary>The line as text; an overlong one is cut.</summary>
    internal static string Of(ReadOnlySpan<byte> line) => HeaderLine.Cut(line);

    internal static int Indent(ReadOnlySpan<byte> line)
    {
        var spaces = line.IndexOfAnyExcept((byte)' ');
        return spaces < 0 ? line.Length : spaces;
    }

    /// <summary>Without the quotes that stand around all of it.</summary>
    internal static string Unquoted(string text)
    {
        text = text.Trim();
        return text is ['"' or '\'', .., _] && text.Length >= 2 && text[^1] == text[0] ? text[1..^1] : text;
    }

    /// <summary>A plain string of TOML; null of other values.</summary>
    internal static string? TomlText(ReadOnlySpan<char> value)
    {
        value = value.Trim();
        return value is ['"' or '\'', ..] && value[1..].IndexOf(value[0]) is >= 0 and var end ? value.Slice(1, Math.Min(end, 4096)).ToString() : null;
    }
}
