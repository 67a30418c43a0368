using System.Numerics;
using Attestry.Rego.Values;

namespace Attestry.Rego.Builtins.Arithmetic;

/// <summary>Arithmetic on numbers: whole numbers exactly, others as <see cref="BinaryFloat"/>.</summary>
internal static class Numbers
{
    /// <summary>One step pays for about this many bits of a large number.</summary>
    private const int BitsPerStep = 256;

    private const int DigitsPerStep = 16;

    internal static RegoNumber Add(BuiltinContext context, RegoNumber left, RegoNumber right) =>
        left.TryGetInt64(out var a) && right.TryGetInt64(out var b) ? RegoNumber.Of((BigInteger)a + b)
        : AreWhole(context, left, right, out var x, out var y) ? RegoNumber.Of(x + y)
        : (BinaryFloat.Of(left) + BinaryFloat.Of(right)).ToNumber();

    internal static RegoNumber Subtract(BuiltinContext context, RegoNumber left, RegoNumber right) =>
        AreWhole(context, left, right, out var x, out var y)
            ? RegoNumber.Of(x - y)
            : (BinaryFloat.Of(left) - BinaryFloat.Of(right)).ToNumber();

    internal static RegoNumber Multiply(BuiltinContext context, RegoNumber left, RegoNumber right)
    {
        if (!AreWhole(context, left, right, out var x, out var y))
            return (BinaryFloat.Of(left) * BinaryFloat.Of(right)).ToNumber();
        var bits = x.GetBitLength() / BitsPerStep * (y.GetBitLength() / BitsPerStep);
        context.Charge(bits);
        return RegoNumber.Of(x * y);
    }

    internal static RegoNumber Divide(BuiltinContext context, RegoNumber left, RegoNumber right)
    {
        if (right.Parts.Mantissa.IsZero)
            throw new BuiltinException("divide by zero");
        return AreWhole(context, left, right, out var x, out var y) && (x % y).IsZero
            ? RegoNumber.Of(x / y)
            : (BinaryFloat.Of(left) / BinaryFloat.Of(right)).ToNumber();
    }

    internal static RegoNumber Remainder(BuiltinContext context, RegoNumber left, RegoNumber right)
    {
        if (!AreWhole(context, left, right, out var x, out var y))
            throw new BuiltinException("modulo on floating-point number");
        return y.IsZero ? throw new BuiltinException("modulo by zero") : RegoNumber.Of(x % y);
    }

    internal static RegoNumber Absolute(RegoNumber number) => number.Parts.Mantissa.Sign >= 0 ? number
        : number.TryGetWhole(out var whole) ? RegoNumber.Of(BigInteger.Abs(whole))
        : (BinaryFloat.Of(number) * new BinaryFloat(BigInteger.MinusOne, 0)).ToNumber();

    /// <summary>To the nearest whole number, halves away from zero.</summary>
    internal static RegoNumber Round(RegoNumber number)
    {
        var (mantissa, scale) = Scaled(number);
        var half = scale / 2 * mantissa.Sign;
        return RegoNumber.Of(scale.IsOne ? mantissa : (mantissa + half) / scale);
    }

    internal static RegoNumber Floor(RegoNumber number)
    {
        var (mantissa, scale) = Scaled(number);
        var quotient = BigInteger.DivRem(mantissa, scale, out var remainder);
        return RegoNumber.Of(remainder.Sign < 0 ? quotient - 1 : quotient);
    }

    internal static RegoNumber Ceiling(RegoNumber number)
    {
        var (mantissa, scale) = Scaled(number);
        var quotient = BigInteger.DivRem(mantissa, scale, out var remainder);
        return RegoNumber.Of(remainder.Sign > 0 ? quotient + 1 : quotient);
    }

    /// <summary>The number without its fraction.</summary>
    internal static BigInteger Truncate(RegoNumber number)
    {
        var (mantissa, scale) = Scaled(number);
        return mantissa / scale;
    }

    private static (BigInteger Mantissa, BigInteger Scale) Scaled(RegoNumber number)
    {
        var (mantissa, exponent) = number.Parts;
        return exponent >= 0
            ? (mantissa * BigInteger.Pow(10, exponent), BigInteger.One)
            : (mantissa, BigInteger.Pow(10, -exponent));
    }

    private static bool AreWhole(BuiltinContext context, RegoNumber left, RegoNumber right, out BigInteger x, out BigInteger y)
    {
        y = default;
        // A short text may stand for many digits: 1e100000.
        context.Charge((Math.Abs((long)left.Parts.Exponent) + Math.Abs((long)right.Parts.Exponent)) / DigitsPerStep);
        if (!left.TryGetWhole(out x) || !right.TryGetWhole(out y))
            return false;
        context.Charge((x.GetBitLength() + y.GetBitLength()) / BitsPerStep);
        return true;
    }
}
