using System.Globalization;
using System.Numerics;

namespace Attestry.Rego.Builtins.Strings;

/// <summary>Whole numbers in base 2, 8, 10 or 16, with a minus sign before the digits of the magnitude.</summary>
internal static class WholeText
{
    internal static string Of(BigInteger value, int radix)
    {
        if (radix == 10)
            return value.ToString(CultureInfo.InvariantCulture);
        var magnitude = BigInteger.Abs(value);
        var digits = radix switch
        {
            2 => magnitude.ToString("b", CultureInfo.InvariantCulture),
            8 => Octal(magnitude),
            _ => magnitude.ToString("x", CultureInfo.InvariantCulture),
        };
        digits = digits.TrimStart('0');
        return (value.Sign < 0 ? "-" : "") + (digits.Length == 0 ? "0" : digits);
    }

    private static string Octal(BigInteger magnitude)
    {
        var bits = magnitude.ToString("b", CultureInfo.InvariantCulture);
        bits = bits.PadLeft((bits.Length + 2) / 3 * 3, '0');
        return string.Create(bits.Length / 3, bits, static (octal, source) =>
        {
            for (var i = 0; i < octal.Length; i++)
                octal[i] = (char)('0' + (source[3 * i] - '0') * 4 + (source[3 * i + 1] - '0') * 2 + (source[3 * i + 2] - '0'));
        });
    }
}
