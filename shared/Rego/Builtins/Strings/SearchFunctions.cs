using Attestry.Rego.Types;
using Attestry.Rego.Values;
using static Attestry.Rego.Types.RegoType;

namespace Attestry.Rego.Builtins.Strings;

/// <summary>Finding text in other text.</summary>
internal static class SearchFunctions
{
    private static readonly RegoType OneOrMore = OneOf(Text, SetOf(Text), ArrayOf(Text));

    internal static readonly IReadOnlyList<Builtin> All =
    [
        new("contains", [Text, Text], RegoType.Boolean, (context, o) => Test(context, o, (t, s) => t.Contains(s, StringComparison.Ordinal))),
        new("startswith", [Text, Text], RegoType.Boolean, (context, o) => Test(context, o, (t, s) => t.StartsWith(s, StringComparison.Ordinal))),
        new("endswith", [Text, Text], RegoType.Boolean, (context, o) => Test(context, o, (t, s) => t.EndsWith(s, StringComparison.Ordinal))),
        new("indexof", [Text, Text], Number, IndexOf),
        new("indexof_n", [Text, Text], ArrayOf(Number), IndexesOf),
        new("strings.count", [Text, Text], Number, Count),
        new("strings.any_prefix_match", [OneOrMore, OneOrMore], RegoType.Boolean, (context, o) => AnyMatch(context, o, (t, s) => t.StartsWith(s, StringComparison.Ordinal))),
        new("strings.any_suffix_match", [OneOrMore, OneOrMore], RegoType.Boolean, (context, o) => AnyMatch(context, o, (t, s) => t.EndsWith(s, StringComparison.Ordinal))),
    ];

    private static RegoBoolean Test(BuiltinContext context, ReadOnlySpan<RegoValue> operands, Func<string, string, bool> test)
    {
        string text = operands.Text(0), sought = operands.Text(1);
        context.ChargeText(text.Length);
        return RegoBoolean.Of(test(text, sought));
    }

    private static RegoNumber IndexOf(BuiltinContext context, ReadOnlySpan<RegoValue> operands)
    {
        var (text, sought) = Sought(context, operands);
        var at = text.IndexOf(sought, StringComparison.Ordinal);
        return RegoNumber.Of(at < 0 ? -1 : CodePoints.Count(text.AsSpan(0, at)));
    }

    /// <summary>Every position, overlapping ones too.</summary>
    private static RegoArray IndexesOf(BuiltinContext context, ReadOnlySpan<RegoValue> operands)
    {
        var (text, sought) = Sought(context, operands);
        var found = new List<RegoValue>();
        var (counted, points) = (0, 0);
        for (var at = text.IndexOf(sought, StringComparison.Ordinal); at >= 0; at = text.IndexOf(sought, at + 1, StringComparison.Ordinal))
        {
            context.Charge(1 + (at - counted) / 32);
            points += CodePoints.Count(text.AsSpan(counted, at - counted));
            counted = at;
            found.Add(RegoNumber.Of(points));
        }
        return RegoArray.From(found);
    }

    private static (string Text, string Sought) Sought(BuiltinContext context, ReadOnlySpan<RegoValue> operands)
    {
        string text = operands.Text(0), sought = operands.Text(1);
        context.ChargeText(text.Length);
        return sought.Length > 0 ? (text, sought) : throw new BuiltinException("empty search character");
    }

    /// <summary>Occurrences that do not overlap; of empty text, one around each character.</summary>
    private static RegoNumber Count(BuiltinContext context, ReadOnlySpan<RegoValue> operands)
    {
        string text = operands.Text(0), sought = operands.Text(1);
        context.ChargeText(text.Length);
        if (sought.Length == 0)
            return RegoNumber.Of(CodePoints.Count(text) + 1);
        var count = 0;
        for (var at = text.IndexOf(sought, StringComparison.Ordinal); at >= 0; at = text.IndexOf(sought, at + sought.Length, StringComparison.Ordinal))
            count++;
        return RegoNumber.Of(count);
    }

    private static RegoBoolean AnyMatch(BuiltinContext context, ReadOnlySpan<RegoValue> operands, Func<string, string, bool> match)
    {
        var texts = OneOrMany(operands, 0);
        var affixes = OneOrMany(operands, 1);
        context.Charge((long)texts.Length * affixes.Length);
        return RegoBoolean.Of(texts.Any(t => affixes.Any(a => match(t, a))));
    }

    private static string[] OneOrMany(ReadOnlySpan<RegoValue> operands, int at) =>
        operands[at] is RegoString text ? [text.Value] : operands.Texts(at, "one of {string, set, array}");
}
