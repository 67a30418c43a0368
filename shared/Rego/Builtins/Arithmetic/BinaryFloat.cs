using System.Globalization;
using System.Numerics;
using Attestry.Rego.Values;

namespace Attestry.Rego.Builtins.Arithmetic;

/// <summary>
/// <see cref="Mantissa"/> × 2^<see cref="Exponent"/> with at most 64 bits of mantissa, rounded to nearest even: what OPA computes
/// fractions with, so that the same policy comes to the same digits.
/// </summary>
internal readonly record struct BinaryFloat(BigInteger Mantissa, int Exponent)
{
    private const int Precision = 64;

    /// <summary>No value of 64 bits needs more decimal digits to be told from its neighbours.</summary>
    private const int MostDigits = 22;

    internal static BinaryFloat Of(RegoNumber number)
    {
        var (mantissa, exponent) = number.Parts;
        return FromDecimal(mantissa, exponent);
    }

    public static BinaryFloat operator +(BinaryFloat left, BinaryFloat right)
    {
        var lowest = Math.Min(left.Exponent, right.Exponent);
        return Round((left.Mantissa << (left.Exponent - lowest)) + (right.Mantissa << (right.Exponent - lowest)), lowest);
    }

    public static BinaryFloat operator -(BinaryFloat left, BinaryFloat right) => left + right with { Mantissa = -right.Mantissa };

    public static BinaryFloat operator *(BinaryFloat left, BinaryFloat right) => Round(left.Mantissa * right.Mantissa, left.Exponent + right.Exponent);

    public static BinaryFloat operator /(BinaryFloat left, BinaryFloat right) =>
        Divide(left.Mantissa, right.Mantissa, left.Exponent - right.Exponent);

    /// <summary>The shortest digits that read back as this value, in the way of Go's <c>%g</c>; whole values without an exponent.</summary>
    internal RegoNumber ToNumber()
    {
        if (Mantissa.IsZero)
            return RegoNumber.Of(0);
        var (digits, exponent) = Shortest();
        var negative = digits.Sign < 0;
        var text = BigInteger.Abs(digits).ToString(CultureInfo.InvariantCulture).TrimEnd('0');
        var point = BigInteger.Abs(digits).ToString(CultureInfo.InvariantCulture).Length + exponent;
        var written = (negative ? "-" : "") + (point >= text.Length ? text.PadRight(point, '0') : Fraction(text, point));
        return RegoNumber.TryParse(written, out var number) ? number : throw new BuiltinException("the result is too large to be written");
    }

    private static string Fraction(string digits, int point)
    {
        const int firstScientific = -4, eprec = 6;
        var scientific = point - 1;
        if (scientific is < firstScientific or >= eprec)
        {
            var rest = digits.Length > 1 ? "." + digits[1..] : "";
            var sign = scientific < 0 ? '-' : '+';
            return string.Create(CultureInfo.InvariantCulture, $"{digits[0]}{rest}e{sign}{Math.Abs(scientific):00}");
        }
        return point <= 0 ? "0." + new string('0', -point) + digits : digits[..point] + "." + digits[point..];
    }

    private (BigInteger Digits, int Exponent) Shortest()
    {
        var magnitude = BigInteger.Abs(Mantissa);
        var numerator = Exponent > 0 ? magnitude << Exponent : magnitude;
        var denominator = Exponent < 0 ? BigInteger.One << -Exponent : BigInteger.One;
        var scale = (int)Math.Floor(BigInteger.Log10(numerator) - BigInteger.Log10(denominator));
        var (low, high) = (1, MostDigits);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (FromDecimal(Digits(middle), scale - middle + 1) == this with { Mantissa = magnitude })
                high = middle;
            else
                low = middle + 1;
        }
        return (Digits(low) * Mantissa.Sign, scale - low + 1);

        BigInteger Digits(int count)
        {
            var shift = count - 1 - scale;
            var top = shift > 0 ? numerator * BigInteger.Pow(10, shift) : numerator;
            var bottom = shift < 0 ? denominator * BigInteger.Pow(10, -shift) : denominator;
            return (2 * top + bottom) / (2 * bottom);
        }
    }

    private static BinaryFloat FromDecimal(BigInteger mantissa, int exponent) => exponent >= 0
        ? Round(mantissa * BigInteger.Pow(10, exponent), 0)
        : Divide(mantissa, BigInteger.Pow(10, -exponent), 0);

    private static BinaryFloat Divide(BigInteger numerator, BigInteger denominator, int exponent)
    {
        // Enough bits for the quotient, two to round by, and one that says whether anything remains.
        var shift = Math.Max(0, Precision + 2 - (int)(BigInteger.Abs(numerator).GetBitLength() - BigInteger.Abs(denominator).GetBitLength()));
        var quotient = BigInteger.DivRem(numerator << shift, denominator, out var remainder);
        var sticky = remainder.IsZero ? 0 : numerator.Sign * denominator.Sign;
        return Round((quotient << 1) + sticky, exponent - shift - 1);
    }

    private static BinaryFloat Round(BigInteger mantissa, int exponent)
    {
        if (mantissa.IsZero)
            return new(BigInteger.Zero, 0);
        var magnitude = BigInteger.Abs(mantissa);
        var excess = (int)magnitude.GetBitLength() - Precision;
        if (excess > 0)
        {
            var half = BigInteger.One << (excess - 1);
            var rest = magnitude & ((BigInteger.One << excess) - 1);
            magnitude >>= excess;
            if (rest > half || (rest == half && !magnitude.IsEven))
                magnitude += 1;
            exponent += excess;
        }
        // One form for each value, so that equal values are equal records.
        var zeros = (int)BigInteger.TrailingZeroCount(magnitude);
        return new((magnitude >> zeros) * mantissa.Sign, exponent + zeros);
    }
}
