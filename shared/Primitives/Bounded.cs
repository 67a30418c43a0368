using System.Globalization;

namespace Attestry.Primitives;

/// <summary>Makes foreign text safe to repeat in an error, a finding or a log line.</summary>
public static class Bounded
{
    private const int Longest = 120;

    /// <summary>At most 120 characters; control and format characters become <c>?</c>, so that a log line stays one line.</summary>
    public static string Quote(string? text)
    {
        if (text is null)
            return "";
        var cut = text.Length <= Longest ? text : string.Concat(text.AsSpan(0, Longest), "…");
        return cut.Any(Unprintable) ? string.Concat(cut.Select(c => Unprintable(c) ? '?' : c)) : cut;
    }

    private static bool Unprintable(char c) =>
        char.IsControl(c) || char.GetUnicodeCategory(c) is UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}
