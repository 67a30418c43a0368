using System.Globalization;
using System.Numerics;
using System.Text;
using Attestry.Rego.Builtins.Arithmetic;
using Attestry.Rego.Types;
using Attestry.Rego.Values;
using static Attestry.Rego.Types.RegoType;

namespace Attestry.Rego.Builtins.Strings;

/// <summary>Making text of other text. Positions and lengths count code points.</summary>
internal static class StringFunctions
{
    private static readonly RegoType Texts = OneOf(SetOf(Text), ArrayOf(Text));

    internal static readonly IReadOnlyList<Builtin> All =
    [
        new("concat", [Text, Texts], Text, Concat),
        new("format_int", [Number, Number], Text, FormatInt),
        new("lower", [Text], Text, (context, o) => Map(context, o, t => t.ToLowerInvariant())),
        new("upper", [Text], Text, (context, o) => Map(context, o, t => t.ToUpperInvariant())),
        new("replace", [Text, Text, Text], Text, Replace),
        new("strings.replace_n", [ObjectOf(Text, Text), Text], Text, ReplaceMany),
        new("strings.reverse", [Text], Text, (context, o) => Map(context, o, Reverse)),
        new("substring", [Text, Number, Number], Text, Substring),
        new("split", [Text, Text], ArrayOf(Text), (context, o) => Parts(Split(context, o.Text(0), o.Text(1)))),
        new("strings.split_n", [Text, Text, Number], ArrayOf(Text), SplitN),
        new("sprintf", [Text, ArrayOf(Any)], Text, Sprintf),
        new("strings.render_template", [Text, ObjectOf(Text, Any)], Text, (context, o) => new RegoString(Templates.TemplateRenderer.Render(context, o.Text(0), o.Object(1)))),
    ];

    private static RegoString Map(BuiltinContext context, ReadOnlySpan<RegoValue> operands, Func<string, string> map)
    {
        var text = operands.Text(0);
        context.ChargeText(text.Length);
        return new(map(text));
    }

    private static RegoString Concat(BuiltinContext context, ReadOnlySpan<RegoValue> operands)
    {
        var delimiter = operands.Text(0);
        var texts = operands.Texts(1);
        context.ChargeText(texts.Sum(t => (long)t.Length + delimiter.Length + 1));
        return new(string.Join(delimiter, texts));
    }

    /// <summary>The number without its fraction, in base 2, 8, 10 or 16.</summary>
    private static RegoString FormatInt(BuiltinContext context, ReadOnlySpan<RegoValue> operands)
    {
        var value = Numbers.Truncate(operands.Number(0));
        context.ChargeText(value.GetBitLength());
        return operands.Number(1).Text is var radix && radix is "2" or "8" or "10" or "16"
            ? new(WholeText.Of(value, int.Parse(radix, CultureInfo.InvariantCulture)))
            : throw new BuiltinException("operand 2 must be one of {2, 8, 10, 16}");
    }

    private static RegoString Replace(BuiltinContext context, ReadOnlySpan<RegoValue> operands)
    {
        string text = operands.Text(0), old = operands.Text(1), fresh = operands.Text(2);
        var replacements = old.Length == 0 ? text.Length + 1L : text.Length / old.Length;
        context.ChargeText(text.Length + replacements * fresh.Length);
        return new(old.Length > 0
            ? text.Replace(old, fresh, StringComparison.Ordinal)
            : fresh + string.Concat(text.EnumerateRunes().Select(r => r + fresh)));
    }

    /// <summary>At each position the first pattern that fits, in the order of the patterns.</summary>
    private static RegoString ReplaceMany(BuiltinContext context, ReadOnlySpan<RegoValue> operands)
    {
        var patterns = new List<(string Old, string New)>();
        foreach (var (key, value) in operands.Object(0).Entries)
        {
            patterns.Add(key is RegoString old && value is RegoString fresh
                ? (old.Value, fresh.Value)
                : throw new BuiltinException("operand 1 non-string key/value found in pattern object", BuiltinException.TypeError));
        }
        var text = operands.Text(1);
        context.Charge(((long)text.Length + 1) * patterns.Count);
        var result = new StringBuilder();
        var afterEmpty = false;
        for (var at = 0; at <= text.Length;)
        {
            var fit = patterns.FindIndex(p => (p.Old.Length > 0 || !afterEmpty) && text.AsSpan(at).StartsWith(p.Old, StringComparison.Ordinal));
            if (fit >= 0)
            {
                context.ChargeText(patterns[fit].New.Length);
                context.DemandText((long)result.Length + patterns[fit].New.Length);
                result.Append(patterns[fit].New);
            }
            else if (at < text.Length)
            {
                result.Append(text[at]);
            }
            afterEmpty = fit >= 0 && patterns[fit].Old.Length == 0;
            at += fit >= 0 ? patterns[fit].Old.Length : 1;
        }
        return new(result.ToString());
    }

    private static string Reverse(string text)
    {
        var reversed = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes().Reverse())
            reversed.Append(rune.ToString());
        return reversed.ToString();
    }

    /// <summary>A negative length takes the rest.</summary>
    private static RegoString Substring(BuiltinContext context, ReadOnlySpan<RegoValue> operands)
    {
        var text = operands.Text(0);
        int offset = operands.Int(1), length = operands.Int(2);
        context.ChargeText(text.Length);
        if (offset < 0)
            throw new BuiltinException("negative offset");
        var from = CodePoints.Position(text, offset);
        var to = length < 0 ? text.Length : CodePoints.Position(text, (int)Math.Min((long)offset + length, int.MaxValue));
        return new(text[from..to]);
    }

    internal static string[] Split(BuiltinContext context, string text, string delimiter)
    {
        context.Charge(text.Length + 1L);
        return delimiter.Length > 0
            ? text.Split(delimiter)
            : [.. text.EnumerateRunes().Select(r => r.ToString())];
    }

    /// <summary>The first <c>n</c> parts, or the last ones when it is negative.</summary>
    private static RegoArray SplitN(BuiltinContext context, ReadOnlySpan<RegoValue> operands)
    {
        var parts = Split(context, operands.Text(0), operands.Text(1));
        var n = operands.Whole(2);
        var count = (int)BigInteger.Min(BigInteger.Abs(n), parts.Length);
        return Parts(n.Sign >= 0 ? parts[..count] : parts[^count..]);
    }

    private static RegoArray Parts(string[] parts) => RegoArray.From(parts.Select(p => new RegoString(p)));

    private static RegoString Sprintf(BuiltinContext context, ReadOnlySpan<RegoValue> operands)
    {
        var format = operands.Text(0);
        context.ChargeText(format.Length);
        return new(new GoFormat(context, format).Format(operands.Array(1)));
    }
}
