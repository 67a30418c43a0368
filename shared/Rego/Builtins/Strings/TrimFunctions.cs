using Attestry.Rego.Values;
using static Attestry.Rego.Types.RegoType;

namespace Attestry.Rego.Builtins.Strings;

/// <summary><c>trim*</c>: text without what it starts or ends with.</summary>
internal static class TrimFunctions
{
    internal static readonly IReadOnlyList<Builtin> All =
    [
        new("trim", [Text, Text], Text, (context, o) => Trim(context, o, left: true, right: true)),
        new("trim_left", [Text, Text], Text, (context, o) => Trim(context, o, left: true, right: false)),
        new("trim_right", [Text, Text], Text, (context, o) => Trim(context, o, left: false, right: true)),
        new("trim_prefix", [Text, Text], Text, TrimPrefix),
        new("trim_suffix", [Text, Text], Text, TrimSuffix),
        new("trim_space", [Text], Text, (context, o) => TrimSpace(context, o)),
    ];

    /// <summary>Every character of operand 2 is removed.</summary>
    private static RegoString Trim(BuiltinContext context, ReadOnlySpan<RegoValue> operands, bool left, bool right)
    {
        var text = operands.Text(0);
        var cut = operands.Text(1).EnumerateRunes().ToHashSet();
        context.ChargeText((long)text.Length + cut.Count);
        var runes = text.EnumerateRunes().ToArray();
        int from = 0, to = runes.Length;
        while (left && from < to && cut.Contains(runes[from]))
            from++;
        while (right && to > from && cut.Contains(runes[to - 1]))
            to--;
        return new(string.Concat(runes[from..to]));
    }

    private static RegoString TrimPrefix(BuiltinContext context, ReadOnlySpan<RegoValue> operands)
    {
        string text = operands.Text(0), prefix = operands.Text(1);
        context.ChargeText(text.Length);
        return new(text.StartsWith(prefix, StringComparison.Ordinal) ? text[prefix.Length..] : text);
    }

    private static RegoString TrimSuffix(BuiltinContext context, ReadOnlySpan<RegoValue> operands)
    {
        string text = operands.Text(0), suffix = operands.Text(1);
        context.ChargeText(text.Length);
        return new(text.EndsWith(suffix, StringComparison.Ordinal) ? text[..^suffix.Length] : text);
    }

    private static RegoString TrimSpace(BuiltinContext context, ReadOnlySpan<RegoValue> operands)
    {
        var text = operands.Text(0);
        context.ChargeText(text.Length);
        return new(text.Trim());
    }
}
