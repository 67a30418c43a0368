using System.Text;

namespace Attestry.Rego.Values;

/// <summary>Writes values as compact JSON; what JSON lacks (sets, keys that are no strings) is written as its nearest JSON.</summary>
internal static class RegoText
{
    internal static string Of(RegoValue value)
    {
        value.DemandWalkable();
        var text = new StringBuilder();
        Append(text, value);
        return text.ToString();
    }

    internal static void Append(StringBuilder text, RegoValue value)
    {
        switch (value)
        {
            case RegoNull:
                text.Append("null");
                break;
            case RegoBoolean boolean:
                text.Append(boolean.Value ? "true" : "false");
                break;
            case RegoNumber number:
                text.Append(number.Text);
                break;
            case RegoString s:
                AppendQuoted(text, s.Value);
                break;
            case RegoArray array:
                AppendList(text, array.Items);
                break;
            case RegoSet set:
                AppendList(text, set.Items);
                break;
            case RegoObject o:
                AppendObject(text, o);
                break;
        }
    }

    /// <summary>As Go's encoder writes a string: <c>&lt;</c>, <c>&gt;</c> and <c>&amp;</c> stay, line separators are escaped.</summary>
    internal static void AppendQuoted(StringBuilder text, string value)
    {
        text.Append('"');
        foreach (var c in value)
        {
            _ = c switch
            {
                '"' => text.Append("\\\""),
                '\\' => text.Append("\\\\"),
                '\n' => text.Append("\\n"),
                '\r' => text.Append("\\r"),
                '\t' => text.Append("\\t"),
                '\b' => text.Append("\\b"),
                '\f' => text.Append("\\f"),
                < ' ' or '\u2028' or '\u2029' => text.Append("\\u").Append(((int)c).ToString("x4", System.Globalization.CultureInfo.InvariantCulture)),
                _ => text.Append(c),
            };
        }
        text.Append('"');
    }

    private static void AppendList(StringBuilder text, ReadOnlySpan<RegoValue> items)
    {
        text.Append('[');
        for (var i = 0; i < items.Length; i++)
        {
            if (i > 0)
                text.Append(',');
            Append(text, items[i]);
        }
        text.Append(']');
    }

    private static void AppendObject(StringBuilder text, RegoObject value)
    {
        text.Append('{');
        var first = true;
        foreach (var (key, item) in value.Entries)
        {
            if (!first)
                text.Append(',');
            first = false;
            if (key is RegoString s)
                AppendQuoted(text, s.Value);
            else
                AppendQuoted(text, Of(key));
            text.Append(':');
            Append(text, item);
        }
        text.Append('}');
    }
}
