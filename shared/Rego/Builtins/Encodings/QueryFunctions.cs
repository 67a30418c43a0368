using Attestry.Rego.Builtins.Strings;
using Attestry.Rego.Values;
using static Attestry.Rego.Types.RegoType;

namespace Attestry.Rego.Builtins.Encodings;

/// <summary><c>urlquery.*</c>, as Go escapes queries.</summary>
internal static class QueryFunctions
{
    internal static readonly IReadOnlyList<Builtin> All =
    [
        new("urlquery.encode", [Text], Text, (context, o) => new RegoString(Escape(context, o.Text(0)))),
        new("urlquery.decode", [Text], Text, (context, o) => new RegoString(Unescape(context, o.Text(0)))),
        new("urlquery.encode_object", [ObjectOf(Text, OneOf(Text, ArrayOf(Text), SetOf(Text)))], Text, EncodeObject),
        new("urlquery.decode_object", [Text], ObjectOf(Text, ArrayOf(Text)), DecodeObject),
    ];

    /// <summary>Letters, digits and <c>-_.~</c> stay; a space becomes a plus sign.</summary>
    internal static string Escape(BuiltinContext context, string text)
    {
        context.ChargeText(text.Length);
        return Uri.EscapeDataString(text).Replace("%20", "+", StringComparison.Ordinal);
    }

    private static string Unescape(BuiltinContext context, string text)
    {
        context.ChargeText(text.Length);
        return PercentEncoding.Decode(text.Replace('+', ' ')) is { } decoded ? decoded : throw new BuiltinException("invalid URL escape");
    }

    private static RegoString EncodeObject(BuiltinContext context, ReadOnlySpan<RegoValue> operands)
    {
        var pairs = new List<string>();
        foreach (var (key, value) in operands.Object(0).Entries)
        {
            if (key is not RegoString name)
                throw new BuiltinException("operand 1 keys must be strings", BuiltinException.TypeError);
            var values = value switch
            {
                RegoString one => [one],
                RegoArray array => array.Items.ToArray(),
                RegoSet set => set.Items.ToArray(),
                _ => throw new BuiltinException("operand 1 values must be string, array[string], or set[string]", BuiltinException.TypeError),
            };
            foreach (var item in values)
            {
                pairs.Add(item is RegoString text
                    ? Escape(context, name.Value) + "=" + Escape(context, text.Value)
                    : throw new BuiltinException("operand 1 values must be string, array[string], or set[string]", BuiltinException.TypeError));
            }
        }
        return new(string.Join('&', pairs));
    }

    private static RegoObject DecodeObject(BuiltinContext context, ReadOnlySpan<RegoValue> operands)
    {
        var found = new Dictionary<string, List<RegoValue>>(StringComparer.Ordinal);
        foreach (var pair in operands.Text(0).Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            context.Charge(1);
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            var name = Unescape(context, equals < 0 ? pair : pair[..equals]);
            if (!found.TryGetValue(name, out var values))
                found[name] = values = [];
            values.Add(new RegoString(equals < 0 ? "" : Unescape(context, pair[(equals + 1)..])));
        }
        return RegoObject.From(found.Select(f => KeyValuePair.Create<RegoValue, RegoValue>(new RegoString(f.Key), RegoArray.From(f.Value))));
    }
}
