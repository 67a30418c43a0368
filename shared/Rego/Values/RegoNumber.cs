using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Numerics;

namespace Attestry.Rego.Values;

/// <summary>
/// A decimal number of any size. It prints as it was written (<c>1.0</c>, <c>1e3</c>) and compares by value, exactly.
/// </summary>
public sealed class RegoNumber : RegoValue
{
    /// <summary>Beyond this decimal exponent a number is refused: writing it out would cost more than it says.</summary>
    private const int LargestExponent = 100_000;

    /// <summary>Digits beyond which a number is refused: reading decimal digits costs more than in proportion.</summary>
    private const int MostDigits = 100_000;

    private static readonly RegoNumber[] Small = [.. Enumerable.Range(-16, 1040).Select(i => new RegoNumber(i))];

    private readonly long _small;
    private readonly Decimals? _decimals;

    private RegoNumber(long value) => _small = value;

    private RegoNumber(Decimals decimals) => _decimals = decimals;

    public override RegoKind Kind => RegoKind.Number;

    /// <summary>The number as it was written.</summary>
    public string Text => _decimals?.Text ?? _small.ToString(CultureInfo.InvariantCulture);

    public static RegoNumber Of(long value) => value is >= -16 and < 1024 ? Small[value + 16] : new(value);

    public static RegoNumber Of(BigInteger value) =>
        value >= long.MinValue && value <= long.MaxValue
            ? Of((long)value)
            : new(new Decimals(value.ToString(CultureInfo.InvariantCulture), value, 0));

    /// <summary>JSON's number grammar (RFC 8259 §6); false for anything else and for exponents beyond 100,000.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, [NotNullWhen(true)] out RegoNumber? number)
    {
        number = null;
        if (text.Length is > 0 and < 19 && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var small) && text[0] != '+' && IsCanonical(text))
            number = Of(small);
        else if (TryDecimals(text, out var decimals))
            number = new(decimals);
        return number is not null;
    }

    /// <summary>The value when it was written as a whole number that 64 bits hold; <c>1.0</c> was not.</summary>
    public bool TryGetInt64(out long value)
    {
        value = _small;
        return _decimals is null || long.TryParse(_decimals.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);
    }

    /// <summary>The value when it is whole, however it was written.</summary>
    public bool TryGetWhole(out BigInteger value)
    {
        value = _decimals is null ? _small : BigInteger.Zero;
        if (_decimals is null)
            return true;
        if (_decimals.Exponent < 0)
            return false;
        value = _decimals.Mantissa * BigInteger.Pow(10, _decimals.Exponent);
        return true;
    }

    /// <summary>The value as mantissa × 10^exponent, without trailing zeros in the mantissa of a fraction.</summary>
    public (BigInteger Mantissa, int Exponent) Parts => _decimals is null ? (_small, 0) : (_decimals.Mantissa, _decimals.Exponent);

    /// <summary>The nearest double.</summary>
    public double ToDouble() => _decimals is null ? _small : double.Parse(_decimals.Text, CultureInfo.InvariantCulture);

    // Equal values have equal nearest doubles, however they were written.
    private protected override int HashCode => ToDouble().GetHashCode();

    private protected override int CompareSameKind(RegoValue other)
    {
        var number = (RegoNumber)other;
        return _decimals is null && number._decimals is null
            ? _small.CompareTo(number._small)
            : CompareExactly(Parts, number.Parts);
    }

    private protected override bool EqualsSameKind(RegoValue other) => CompareSameKind(other) == 0;

    private static int CompareExactly((BigInteger Mantissa, int Exponent) left, (BigInteger Mantissa, int Exponent) right)
    {
        var lowest = Math.Min(left.Exponent, right.Exponent);
        return (left.Mantissa * BigInteger.Pow(10, left.Exponent - lowest)).CompareTo(right.Mantissa * BigInteger.Pow(10, right.Exponent - lowest));
    }

    private static bool IsCanonical(ReadOnlySpan<char> text)
    {
        var digits = text[0] == '-' ? text[1..] : text;
        return digits.Length == 1 || digits[0] != '0';
    }

    private static bool TryDecimals(ReadOnlySpan<char> text, [NotNullWhen(true)] out Decimals? decimals)
    {
        decimals = null;
        var at = 0;
        var negative = at < text.Length && text[at] == '-';
        if (negative)
            at++;
        var whole = Digits(text, ref at);
        if (whole.IsEmpty || (whole.Length > 1 && whole[0] == '0'))
            return false;
        var fraction = ReadOnlySpan<char>.Empty;
        if (at < text.Length && text[at] == '.')
        {
            at++;
            fraction = Digits(text, ref at);
            if (fraction.IsEmpty)
                return false;
        }
        var exponent = 0;
        if (at < text.Length && text[at] is 'e' or 'E' && !TryExponent(text, ref at, out exponent))
            return false;
        if (at != text.Length || whole.Length + fraction.Length > MostDigits)
            return false;
        // Zeros at the end of a fraction say nothing; without them the mantissa of a fraction has none.
        fraction = fraction.TrimEnd('0');
        var mantissa = BigInteger.Parse(string.Concat(whole, fraction), NumberStyles.None, CultureInfo.InvariantCulture);
        exponent -= fraction.Length;
        while (exponent < 0 && !mantissa.IsZero && mantissa % 10 == 0)
            (mantissa, exponent) = (mantissa / 10, exponent + 1);
        if (mantissa.IsZero)
            exponent = 0;
        decimals = new(text.ToString(), negative ? -mantissa : mantissa, exponent);
        return true;
    }

    private static bool TryExponent(ReadOnlySpan<char> text, ref int at, out int exponent)
    {
        at++;
        var negative = at < text.Length && text[at] == '-';
        if (at < text.Length && text[at] is '+' or '-')
            at++;
        var digits = Digits(text, ref at);
        if (!int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out exponent) || exponent > LargestExponent)
            return false;
        if (negative)
            exponent = -exponent;
        return true;
    }

    private static ReadOnlySpan<char> Digits(ReadOnlySpan<char> text, scoped ref int at)
    {
        var start = at;
        while (at < text.Length && char.IsAsciiDigit(text[at]))
            at++;
        return text[start..at];
    }

    private sealed record Decimals(string Text, BigInteger Mantissa, int Exponent);
}
