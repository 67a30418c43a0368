using Attestry.Rego.Types;
using Attestry.Rego.Values;
using static Attestry.Rego.Types.RegoType;

namespace Attestry.Rego.Builtins.Conversions;

/// <summary><c>to_number</c></summary>
internal static class NumberFunctions
{
    internal static readonly IReadOnlyList<Builtin> All =
    [
        new("to_number", [OneOf(Number, Text, RegoType.Boolean, RegoType.Null)], Number, ToNumber),
    ];

    private static RegoNumber ToNumber(BuiltinContext context, ReadOnlySpan<RegoValue> operands)
    {
        switch (operands[0])
        {
            case RegoNull:
                return RegoNumber.Of(0);
            case RegoBoolean boolean:
                return RegoNumber.Of(boolean.Value ? 1 : 0);
            case RegoNumber number:
                return number;
            case RegoString text:
                Strings.TextWork.ChargeText(context, text.Value.Length);
                return Parse(text.Value) ?? throw (text.Value.TrimStart('+', '-').ToLowerInvariant() is "inf" or "infinity" or "nan"
                    ? new BuiltinException("operand 1 must be a number in text but got other text", BuiltinException.TypeError)
                    : new BuiltinException($"strconv.ParseFloat: parsing {Primitives.Bounded.Quote(text.Value)}: invalid syntax"));
            default:
                throw Operands.Wrong(operands, 0, "one of {null, boolean, number, string}");
        }
    }

    /// <summary>JSON's grammar, and what Go reads besides: a plus sign, leading zeros, a point without digits at one side.</summary>
    internal static RegoNumber? Parse(string text)
    {
        if (RegoNumber.TryParse(text, out var number))
            return number;
        var sign = text.StartsWith('-') ? "-" : "";
        var digits = text.AsSpan(text.StartsWith('-') || text.StartsWith('+') ? 1 : 0).TrimStart('0').ToString();
        var end = digits.AsSpan().IndexOfAny('e', 'E') is var e && e >= 0 ? e : digits.Length;
        var (mantissa, exponent) = (digits[..end], digits[end..]);
        if (mantissa.StartsWith('.') || mantissa.Length == 0)
            mantissa = "0" + mantissa;
        if (mantissa.EndsWith('.'))
            mantissa += "0";
        var hasDigits = text.AsSpan(0, Math.Max(0, text.Length - exponent.Length)).IndexOfAnyInRange('0', '9') >= 0;
        return hasDigits && RegoNumber.TryParse(sign + mantissa + exponent, out number) ? number : null;
    }
}
