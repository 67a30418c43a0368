using System.Text;

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

    /// <summary><c>name = "value"</c> of TOML; null when the line is of another name or the value is no plain text.</summary>
    internal static string? Toml(ReadOnlySpan<byte> line, ReadOnlySpan<byte> name)
    {
        if (!line.StartsWith(name) || line[name.Length..].TrimStart(" \t"u8) is not [(byte)'=', .. var value])
            return null;
        value = value.Trim(" \t"u8);
        return value is [(byte)'"' or (byte)'\'', ..] && value.Length >= 2 && value[1..].IndexOf(value[0]) is >= 0 and var end
            ? Encoding.UTF8.GetString(value.Slice(1, Math.Min(end, 4096)))
            : null;
    }
}
