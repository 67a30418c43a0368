using System.Globalization;
using System.Text;
using Attestry.Rego.Values;

namespace Attestry.Rego.Builtins;

/// <summary>Values as the policy language writes them: <c>{"a": [1, 2]}</c>, <c>{1, 2}</c>, <c>set()</c>.</summary>
internal static class TermText
{
    internal static string Of(BuiltinContext context, RegoValue value)
    {
        var text = new StringBuilder();
        Append(context, text, value);
        return text.ToString();
    }

    /// <summary>In double quotes, escaped as Go's <c>strconv.Quote</c> does.</summary>
    internal static string Quote(string value)
    {
        var text = new StringBuilder();
        AppendQuoted(text, value, '"');
        return text.ToString();
    }

    internal static void AppendQuoted(StringBuilder text, string value, char quote, bool asciiOnly = false)
    {
        text.Append(quote);
        foreach (var rune in value.EnumerateRunes())
        {
            _ = rune.Value switch
            {
                '\\' => text.Append("\\\\"),
                '\n' => text.Append("\\n"),
                '\r' => text.Append("\\r"),
                '\t' => text.Append("\\t"),
                '\a' => text.Append("\\a"),
                '\b' => text.Append("\\b"),
                '\f' => text.Append("\\f"),
                '\v' => text.Append("\\v"),
                var c when c == quote => text.Append('\\').Append(quote),
                < ' ' or 0x7f => text.Append(CultureInfo.InvariantCulture, $"\\x{rune.Value:x2}"),
                _ when IsPrintable(rune) && (rune.IsAscii || !asciiOnly) => text.Append(rune.ToString()),
                < 0x10000 => text.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:x4}"),
                _ => text.Append(CultureInfo.InvariantCulture, $"\\U{rune.Value:x8}"),
            };
        }
        text.Append(quote);
    }

    private static bool IsPrintable(Rune rune) => rune.Value == ' ' || Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned
        or UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);

    private static void Append(BuiltinContext context, StringBuilder text, RegoValue value)
    {
        context.Charge(1);
        switch (value)
        {
            case RegoString s:
                AppendQuoted(text, s.Value, '"');
                break;
            case RegoArray array:
                AppendList(context, text, '[', array.Items, ']');
                break;
            case RegoSet { Count: 0 }:
                text.Append("set()");
                break;
            case RegoSet set:
                AppendList(context, text, '{', set.Items, '}');
                break;
            case RegoObject o:
                text.Append('{');
                var first = true;
                foreach (var (key, item) in o.Entries)
                {
                    text.Append(first ? "" : ", ");
                    first = false;
                    Append(context, text, key);
                    text.Append(": ");
                    Append(context, text, item);
                }
                text.Append('}');
                break;
            default:
                text.Append(value);
                break;
        }
    }

    private static void AppendList(BuiltinContext context, StringBuilder text, char open, ReadOnlySpan<RegoValue> items, char close)
    {
        text.Append(open);
        for (var i = 0; i < items.Length; i++)
        {
            text.Append(i > 0 ? ", " : "");
            Append(context, text, items[i]);
        }
        text.Append(close);
    }
}
