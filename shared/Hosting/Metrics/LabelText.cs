using System.Globalization;

namespace Attestry.Hosting.Metrics;

/// <summary>
/// Tags as Prometheus's label text, sorted by name and escaped: <c>code="200",method="GET"</c>. It is also the key of
/// the series, so equal tags in another order are the same series.
/// </summary>
internal static class LabelText
{
    /// <summary>Longest text of all labels together; tags that need more are counted in the overflow series.</summary>
    public const int Longest = 1024;

    /// <summary>OpenTelemetry's label for what exceeded the limit of series.</summary>
    public const string Overflow = "otel_metric_overflow=\"true\"";

    private const int MostTags = 16;

    // A value longer than this is foreign text that should not have become a label.
    private const int LongestValue = 128;

    /// <returns>A slice of <paramref name="buffer"/>, or <see cref="Overflow"/> when it does not fit.</returns>
    public static ReadOnlySpan<char> Write(ReadOnlySpan<KeyValuePair<string, object?>> tags, Span<char> buffer)
    {
        if (tags.Length > MostTags)
            return Overflow;
        Span<int> order = stackalloc int[tags.Length];
        Sort(tags, order);
        var at = 0;
        for (var i = 0; i < order.Length; i++)
        {
            var (key, value) = tags[order[i]];
            // Of a tag given twice the first counts; Prometheus refuses a label that is named twice.
            if (value is null || (i > 0 && PrometheusName.SameLabel(key, tags[order[i - 1]].Key)))
                continue;
            if (!TryWrite(key, value, buffer[at..], at > 0, out var written))
                return Overflow;
            at += written;
        }
        return buffer[..at];
    }

    // Insertion sort: a handful of tags, nearly always in the same order already.
    private static void Sort(ReadOnlySpan<KeyValuePair<string, object?>> tags, Span<int> order)
    {
        for (var i = 0; i < order.Length; i++)
        {
            var at = i;
            for (; at > 0 && PrometheusName.CompareLabels(tags[order[at - 1]].Key, tags[i].Key) > 0; at--)
                order[at] = order[at - 1];
            order[at] = i;
        }
    }

    private static bool TryWrite(string key, object value, Span<char> to, bool comma, out int written)
    {
        written = 0;
        Span<char> text = stackalloc char[LongestValue];
        var shown = Show(value, text);
        // Name, value with every character escaped, comma, equals sign, quotes.
        if (to.Length < key.Length + (2 * shown.Length) + 5)
            return false;
        if (comma)
            to[written++] = ',';
        written += PrometheusName.WriteLabel(key, to[written..]);
        to[written++] = '=';
        to[written++] = '"';
        foreach (var c in shown)
            written += Escape(c, to[written..]);
        to[written++] = '"';
        return true;
    }

    private static ReadOnlySpan<char> Show(object value, Span<char> text)
    {
        if (value is bool flag)
            return flag ? "true" : "false";
        if (value is ISpanFormattable number && number.TryFormat(text, out var length, default, CultureInfo.InvariantCulture))
            return text[..length];
        var shown = value as string ?? Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
        return shown.Length <= LongestValue ? shown : shown.AsSpan(0, LongestValue);
    }

    private static int Escape(char c, Span<char> to)
    {
        if (c is not ('\\' or '"' or '\n'))
        {
            to[0] = c;
            return 1;
        }
        to[0] = '\\';
        to[1] = c == '\n' ? 'n' : c;
        return 2;
    }
}
