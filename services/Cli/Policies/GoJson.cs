using System.Globalization;
using System.Text;
using Attestry.Rego.Values;

namespace Attestry.Cli.Policies;

/// <summary>
/// JSON as OPA prints it: indented by two blanks, with fields in the order given, <c>&lt;</c>, <c>&gt;</c> and <c>&amp;</c> escaped.
/// </summary>
internal static class GoJson
{
    /// <summary>An object whose fields keep their order; those that are null are left out.</summary>
    internal static IReadOnlyList<KeyValuePair<string, object>> Object(params (string Name, object? Value)[] fields) =>
        [.. fields.Where(field => field.Value is not null).Select(field => KeyValuePair.Create(field.Name, field.Value!))];

    /// <param name="value">A <see cref="RegoValue"/>, <see cref="Object"/>, text, number, truth, or a list of them.</param>
    internal static string Indented(object value)
    {
        var text = new StringBuilder();
        Append(text, value, "\n");
        return text.ToString();
    }

    internal static string Compact(RegoValue value) => Escaped(value.ToString());

    private static void Append(StringBuilder text, object value, string line)
    {
        switch (value)
        {
            case RegoObject o:
                AppendObject(text, o.Entries.Select(entry => KeyValuePair.Create((entry.Key as RegoString)?.Value ?? entry.Key.ToString(), (object)entry.Value)), line);
                break;
            case RegoArray array:
                AppendList(text, array.Items.ToArray(), line);
                break;
            case RegoSet set:
                AppendList(text, set.Items.ToArray().Order(), line);
                break;
            case RegoValue scalar:
                text.Append(Compact(scalar));
                break;
            case string s:
                text.Append(Compact(new RegoString(s)));
                break;
            case bool b:
                text.Append(b ? "true" : "false");
                break;
            case IEnumerable<KeyValuePair<string, object>> fields:
                AppendObject(text, fields, line);
                break;
            case IEnumerable<object> items:
                AppendList(text, items, line);
                break;
            default:
                text.Append(((IFormattable)value).ToString(null, CultureInfo.InvariantCulture));
                break;
        }
    }

    private static void AppendObject(StringBuilder text, IEnumerable<KeyValuePair<string, object>> fields, string line)
    {
        var inner = line + "  ";
        var first = true;
        text.Append('{');
        foreach (var (name, value) in fields)
        {
            text.Append(first ? "" : ",").Append(inner).Append(Compact(new RegoString(name))).Append(": ");
            Append(text, value, inner);
            first = false;
        }
        text.Append(first ? "" : line).Append('}');
    }

    private static void AppendList(StringBuilder text, IEnumerable<object> items, string line)
    {
        var inner = line + "  ";
        var first = true;
        text.Append('[');
        foreach (var item in items)
        {
            text.Append(first ? "" : ",").Append(inner);
            Append(text, item, inner);
            first = false;
        }
        text.Append(first ? "" : line).Append(']');
    }

    // Outside of strings JSON has none of these.
    private static string Escaped(string json) => json
        .Replace("<", "\\u003c", StringComparison.Ordinal)
        .Replace(">", "\\u003e", StringComparison.Ordinal)
        .Replace("&", "\\u0026", StringComparison.Ordinal);
}
