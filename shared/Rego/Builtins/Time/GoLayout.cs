namespace Attestry.Rego.Builtins.Time;

/// <summary>Go's time layouts: the reference time Mon Jan 2 15:04:05 MST 2006 shows how each part is written.</summary>
internal static class GoLayout
{
    private const int LongestLayout = 1000;

    // Longer ones first where one starts another.
    private static readonly string[] Parts =
    [
        "January", "Jan", "Monday", "Mon", "MST", "2006", "002", "01", "02", "03", "04", "05", "06", "__2", "_2006", "_2", "15", "1", "2", "3", "4", "5",
        "PM", "pm", "-07:00:00", "-07:00", "-070000", "-0700", "-07", "Z07:00:00", "Z07:00", "Z070000", "Z0700", "Z07",
    ];

    /// <summary>Layouts that are known by name.</summary>
    internal static string Named(string layout) => layout switch
    {
        "ANSIC" => "Mon Jan _2 15:04:05 2006",
        "UnixDate" => "Mon Jan _2 15:04:05 MST 2006",
        "RubyDate" => "Mon Jan 02 15:04:05 -0700 2006",
        "RFC822" => "02 Jan 06 15:04 MST",
        "RFC822Z" => "02 Jan 06 15:04 -0700",
        "RFC850" => "Monday, 02-Jan-06 15:04:05 MST",
        "RFC1123" => "Mon, 02 Jan 2006 15:04:05 MST",
        "RFC1123Z" => "Mon, 02 Jan 2006 15:04:05 -0700",
        "RFC3339" => "2006-01-02T15:04:05Z07:00",
        "RFC3339Nano" => "2006-01-02T15:04:05.999999999Z07:00",
        _ => layout.Length <= LongestLayout ? layout : throw new BuiltinException($"a layout is longer than {LongestLayout} characters"),
    };

    /// <summary>The layout's parts and the text between them, in order.</summary>
    internal static IEnumerable<(string Text, bool IsPart)> Split(string layout)
    {
        var literal = 0;
        for (var at = 0; at < layout.Length;)
        {
            var part = PartAt(layout, at);
            if (part is null)
            {
                at++;
                continue;
            }
            if (at > literal)
                yield return (layout[literal..at], false);
            // "_2006" is an underscore before the year.
            if (part == "_2006")
                yield return ("_", false);
            yield return (part == "_2006" ? "2006" : part, true);
            at += part.Length;
            literal = at;
        }
        if (literal < layout.Length)
            yield return (layout[literal..], false);
    }

    private static string? PartAt(string layout, int at)
    {
        if (layout[at] is ('.' or ',') && at + 1 < layout.Length && layout[at + 1] is ('0' or '9'))
            return Fraction(layout, at);
        foreach (var part in Parts)
        {
            if (string.CompareOrdinal(layout, at, part, 0, part.Length) == 0
                && !(part is "Jan" or "Mon" && at + 3 < layout.Length && char.IsAsciiLetterLower(layout[at + 3])))
                return part;
        }
        return null;
    }

    /// <summary>A separator and a run of 0 or of 9 that no digit follows.</summary>
    private static string? Fraction(string layout, int at)
    {
        var end = at + 1;
        while (end < layout.Length && layout[end] == layout[at + 1])
            end++;
        return end < layout.Length && char.IsAsciiDigit(layout[end]) ? null : layout[at..end];
    }
}
