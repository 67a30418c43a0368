using System.Numerics;
using Attestry.Rego.Builtins.Arithmetic;
using Attestry.Rego.Values;
using static Attestry.Rego.Types.RegoType;

namespace Attestry.Rego.Builtins.Conversions;

/// <summary><c>units.parse</c> and <c>units.parse_bytes</c>: amounts with SI or binary prefixes.</summary>
internal static class UnitFunctions
{
    internal static readonly IReadOnlyList<Builtin> All =
    [
        new("units.parse", [Text], Number, (context, o) => Parse(context, o.Text(0))),
        new("units.parse_bytes", [Text], Number, (context, o) => ParseBytes(context, o.Text(0))),
    ];

    private static RegoNumber Parse(BuiltinContext context, string text)
    {
        var (amount, unit) = Read(context, text.Replace("\"", "", StringComparison.Ordinal));
        // Only milli and mega differ by case.
        return unit == "m"
            ? Numbers.Divide(context, amount, RegoNumber.Of(1000))
            : Numbers.Multiply(context, amount, RegoNumber.Of(Factor(unit.ToLowerInvariant()) ?? throw Unknown(unit)));
    }

    /// <summary>The number of bytes, without a fraction.</summary>
    private static RegoNumber ParseBytes(BuiltinContext context, string text)
    {
        var (amount, unit) = Read(context, text.Replace("\"", "", StringComparison.Ordinal).ToLowerInvariant());
        var prefix = unit.EndsWith('b') ? unit[..^1] : unit;
        var factor = RegoNumber.Of(Factor(prefix) ?? throw Unknown(unit));
        return RegoNumber.Of(Numbers.Truncate(Numbers.Multiply(context, amount, factor)));
    }

    private static BigInteger? Factor(string prefix)
    {
        const string prefixes = "kmgtpe";
        var power = prefix.Length == 0 ? 0 : prefixes.IndexOf(prefix[0], StringComparison.Ordinal) + 1;
        return prefix.Length switch
        {
            0 => BigInteger.One,
            1 when power > 0 => BigInteger.Pow(1000, power),
            2 when power > 0 && prefix[1] == 'i' => BigInteger.Pow(1024, power),
            _ => null,
        };
    }

    private static (RegoNumber Amount, string Unit) Read(BuiltinContext context, string text)
    {
        Strings.TextWork.ChargeText(context, text.Length);
        if (text.Contains(' ', StringComparison.Ordinal))
            throw new BuiltinException("spaces not allowed in resource strings");
        var end = AmountLength(text);
        if (end == 0)
            throw new BuiltinException("no amount provided");
        return NumberFunctions.Parse(text[..end]) is { } amount
            ? (amount, text[end..])
            : throw new BuiltinException("could not parse amount to a number");
    }

    // An e that no digits follow is the prefix exa.
    private static int AmountLength(string text)
    {
        var at = 0;
        while (at < text.Length && (char.IsAsciiDigit(text[at]) || text[at] is '.' or '+' or '-'))
            at++;
        if (at == 0 || at >= text.Length || text[at] is not ('e' or 'E'))
            return at;
        var digits = at + 1;
        if (digits < text.Length && text[digits] is '+' or '-')
            digits++;
        var end = digits;
        while (end < text.Length && char.IsAsciiDigit(text[end]))
            end++;
        return end > digits ? end : at;
    }

    private static BuiltinException Unknown(string unit) => new($"unit {Primitives.Bounded.Quote(unit)} not recognized");
}
