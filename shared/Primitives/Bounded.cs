using System.Buffers;
using System.Globalization;
using System.Text;

namespace Attestry.Primitives;

/// <summary>Makes foreign text safe to repeat in an error, a finding or a log line.</summary>
public static class Bounded
{
    private const int Longest = 120;

    /// <summary>
    /// At most 120 characters; control, format and unpaired surrogate characters become <c>?</c>, so that a log line stays
    /// one line, reads in the order it is written and encodes as UTF-8.
    /// </summary>
    public static string Quote(string? text) => Safe(text, Longest);

    /// <summary>The same with another bound, in characters.</summary>
    public static string Quote(string? text, int longest) => Safe(text, longest);

    /// <summary>The same without the bound: for text that a reader bounded already and that people need whole.</summary>
    public static string Printable(string? text) => Safe(text, int.MaxValue);

    private static string Safe(string? text, int longest)
    {
        if (text is null)
            return "";
        // Nearly all of what is repeated, and lists of files hold a million of them.
        if (text.Length <= longest && !text.AsSpan().ContainsAnyExceptInRange(' ', '~'))
            return text;
        var safe = new StringBuilder(Math.Min(text.Length, Longest + 1));
        var rest = text.AsSpan();
        while (!rest.IsEmpty)
        {
            var whole = Rune.DecodeFromUtf16(rest, out var rune, out var taken) == OperationStatus.Done;
            if (safe.Length + taken > longest)
                return safe.Append('…').ToString();
            if (whole && IsPrintable(rune))
                safe.Append(rest[..taken]);
            else
                safe.Append('?');
            rest = rest[taken..];
        }
        return safe.ToString();
    }

    private static bool IsPrintable(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format
            or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
