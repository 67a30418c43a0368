using System.Text;
using Attestry.Rego.Values;

namespace Attestry.Rego.Builtins.Strings.Templates;

/// <summary>Truth, printing and the functions of Go's templates on values of the policy language.</summary>
internal static class TemplateValues
{
    /// <summary>Everything but false, zero, null and what is empty.</summary>
    internal static bool IsTrue(RegoValue? value) => value switch
    {
        null or RegoNull => false,
        RegoBoolean boolean => boolean.Value,
        RegoNumber number => !number.Parts.Mantissa.IsZero,
        RegoString text => text.Value.Length > 0,
        _ => Count(value) > 0,
    };

    internal static IEnumerable<KeyValuePair<RegoValue, RegoValue>> Entries(RegoValue? value) => value switch
    {
        null or RegoNull => [],
        RegoObject o => o.Entries,
        RegoArray array => array.Items.ToArray().Select((item, i) => KeyValuePair.Create<RegoValue, RegoValue>(RegoNumber.Of(i), item)),
        RegoSet set => set.Items.ToArray().Select((item, i) => KeyValuePair.Create<RegoValue, RegoValue>(RegoNumber.Of(i), item)),
        _ => throw new BuiltinException($"template: range can't iterate over {value}"),
    };

    /// <summary>As Go prints a decoded JSON value: <c>[a b]</c>, <c>map[k:v]</c>.</summary>
    internal static string Print(BuiltinContext context, RegoValue? value)
    {
        context.Charge(1);
        switch (value)
        {
            case null:
                return "<undefined>";
            case RegoNull:
                return "<no value>";
            case RegoString text:
                return text.Value;
            case RegoArray array:
                return "[" + string.Join(' ', array.Items.ToArray().Select(i => Print(context, i))) + "]";
            case RegoSet set:
                return "[" + string.Join(' ', set.Items.ToArray().Select(i => Print(context, i))) + "]";
            case RegoObject o:
                return "map[" + string.Join(' ', o.Entries.Select(e => Print(context, e.Key) + ":" + Print(context, e.Value))) + "]";
            default:
                return value.ToString();
        }
    }

    internal static RegoValue? Call(BuiltinContext context, string function, RegoValue?[] arguments)
    {
        context.Charge(1 + arguments.Length);
        return (function, arguments) switch
        {
            ("and", [_, ..]) => arguments.FirstOrDefault(a => !IsTrue(a), arguments[^1]),
            ("or", [_, ..]) => arguments.FirstOrDefault(IsTrue, arguments[^1]),
            ("not", [var a]) => RegoBoolean.Of(!IsTrue(a)),
            ("len", [var a]) => RegoNumber.Of(Count(a)),
            ("index", [var a, .. var path]) => path.Aggregate(a, Index),
            ("eq", [var a, _, ..]) => RegoBoolean.Of(arguments.Skip(1).Any(b => Equals(a, b))),
            ("ne", [var a, var b]) => RegoBoolean.Of(!Equals(a, b)),
            ("lt", [{ } a, { } b]) => RegoBoolean.Of(a < b),
            ("le", [{ } a, { } b]) => RegoBoolean.Of(a <= b),
            ("gt", [{ } a, { } b]) => RegoBoolean.Of(a > b),
            ("ge", [{ } a, { } b]) => RegoBoolean.Of(a >= b),
            ("print", _) => new RegoString(string.Concat(arguments.Select(a => Print(context, a)))),
            ("println", _) => new RegoString(string.Join(' ', arguments.Select(a => Print(context, a))) + "\n"),
            ("printf", [RegoString format, .. var rest]) => new RegoString(new GoFormat(context, format.Value).Format(RegoArray.From(rest.Select(r => r ?? RegoNull.Instance)))),
            ("html", _) => new RegoString(Html(string.Concat(arguments.Select(a => Print(context, a))))),
            ("urlquery", _) => new RegoString(Uri.EscapeDataString(string.Concat(arguments.Select(a => Print(context, a)))).Replace("%20", "+", StringComparison.Ordinal)),
            _ => throw new BuiltinException($"template: function \"{Primitives.Bounded.Quote(function)}\" not defined for {arguments.Length} arguments"),
        };
    }

    private static int Count(RegoValue? value) => value switch
    {
        RegoArray array => array.Count,
        RegoSet set => set.Count,
        RegoObject o => o.Count,
        RegoString text => Encoding.UTF8.GetByteCount(text.Value),
        _ => throw new BuiltinException("template: len of a value without length"),
    };

    private static RegoValue? Index(RegoValue? value, RegoValue? key) => (value, key) switch
    {
        (RegoObject o, { } k) => o.TryGet(k, out var found) ? found : null,
        (RegoArray array, RegoNumber number) when number.TryGetInt64(out var at) && at >= 0 && at < array.Count => array[(int)at],
        _ => throw new BuiltinException("template: error calling index"),
    };

    private static string Html(string text) => new StringBuilder(text)
        .Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;").Replace("\"", "&#34;").Replace("'", "&#39;").ToString();
}
