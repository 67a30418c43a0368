using System.Globalization;
using System.Numerics;
using System.Text;

namespace Attestry.Rego.Builtins.Strings;

/// <summary>Flags, width and precision of one verb, and the verbs themselves.</summary>
internal sealed class GoField
{
    internal bool Plus { get; private set; }

    internal bool Minus { get; set; }

    internal bool Sharp { get; private set; }

    internal bool Space { get; private set; }

    internal bool Zero { get; set; }

    internal int? Width { get; set; }

    internal int? Precision { get; set; }

    internal bool TakeFlag(char flag)
    {
        switch (flag)
        {
            case '+':
                Plus = true;
                return true;
            case '-':
                (Minus, Zero) = (true, false);
                return true;
            case '#':
                Sharp = true;
                return true;
            case ' ':
                Space = true;
                return true;
            case '0':
                Zero = !Minus;
                return true;
            default:
                return false;
        }
    }

    /// <summary>False when the verb is not one of the value's type.</summary>
    internal bool TryAppend(StringBuilder text, Rune verb, object value) => value switch
    {
        BigInteger whole => TryWhole(text, verb.Value, whole),
        double number => TryDouble(text, verb.Value, number),
        _ => TryText(text, verb.Value, (string)value),
    };

    internal void AppendPadded(StringBuilder text, string value)
    {
        var missing = (Width ?? 0) - CodePoints.Count(value);
        if (missing <= 0)
            text.Append(value);
        else if (Minus)
            text.Append(value).Append(' ', missing);
        else
            text.Append(Zero ? '0' : ' ', missing).Append(value);
    }

    private bool TryText(StringBuilder text, int verb, string value)
    {
        if (Precision is { } precision && verb is ('v' or 's' or 'q'))
            value = value[..CodePoints.Position(value, precision)];
        switch (verb)
        {
            case 'v' when Sharp:
            case 'q':
                AppendPadded(text, Quoted(value));
                return true;
            case 'v' or 's':
                AppendPadded(text, value);
                return true;
            case 'x' or 'X':
                AppendPadded(text, Hex(Encoding.UTF8.GetBytes(value), verb == 'X'));
                return true;
            default:
                return false;
        }
    }

    private string Quoted(string value)
    {
        if (Sharp && !value.Contains('`', StringComparison.Ordinal) && !value.Any(c => char.IsControl(c) && c != '\t'))
            return $"`{value}`";
        var quoted = new StringBuilder();
        TermText.AppendQuoted(quoted, value, '"', asciiOnly: Plus);
        return quoted.ToString();
    }

    private string Hex(ReadOnlySpan<byte> bytes, bool upper)
    {
        if (Precision is { } precision && precision < bytes.Length)
            bytes = bytes[..precision];
        var prefix = !Sharp ? "" : upper ? "0X" : "0x";
        var hex = upper ? Convert.ToHexString(bytes) : Convert.ToHexStringLower(bytes);
        return !Space ? (hex.Length > 0 ? prefix : "") + hex : string.Join(' ', hex.Chunk(2).Select(pair => prefix + new string(pair)));
    }

    private bool TryWhole(StringBuilder text, int verb, BigInteger value)
    {
        switch (verb)
        {
            case 'v' or 'd':
                AppendWhole(text, value, 10, "");
                return true;
            case 'b':
                AppendWhole(text, value, 2, Sharp ? "0b" : "");
                return true;
            case 'o':
                AppendWhole(text, value, 8, Sharp ? "0" : "");
                return true;
            case 'O':
                AppendWhole(text, value, 8, "0o");
                return true;
            case 'x':
                AppendWhole(text, value, 16, Sharp ? "0x" : "");
                return true;
            case 'X':
                AppendWhole(text, value, 16, Sharp ? "0X" : "", upper: true);
                return true;
            case 'c':
                AppendPadded(text, Character(value).ToString());
                return true;
            case 'q':
                var quoted = new StringBuilder();
                TermText.AppendQuoted(quoted, Character(value).ToString(), '\'', asciiOnly: Plus);
                AppendPadded(text, quoted.ToString());
                return true;
            case 'U':
                AppendPadded(text, string.Create(CultureInfo.InvariantCulture, $"U+{(long)BigInteger.Clamp(value, 0, long.MaxValue):X4}"));
                return true;
            default:
                return false;
        }
    }

    private static Rune Character(BigInteger value) =>
        value >= 0 && value <= 0x10FFFF && Rune.IsValid((int)value) ? new Rune((int)value) : Rune.ReplacementChar;

    private void AppendWhole(StringBuilder text, BigInteger value, int radix, string prefix, bool upper = false)
    {
        var digits = WholeText.Of(BigInteger.Abs(value), radix);
        if (upper)
            digits = digits.ToUpperInvariant();
        if (Precision is { } precision)
            digits = precision == 0 && value.IsZero ? "" : digits.PadLeft(precision, '0');
        var sign = value.Sign < 0 ? "-" : Plus ? "+" : Space ? " " : "";
        if (Zero && Precision is null && Width is { } width)
            digits = digits.PadLeft(Math.Max(0, width - sign.Length), '0');
        AppendSpaced(text, sign + prefix + digits);
    }

    private bool TryDouble(StringBuilder text, int verb, double value)
    {
        if (verb is not ('v' or 'g' or 'G' or 'e' or 'E' or 'f' or 'F'))
            return false;
        var kind = verb switch
        {
            'e' or 'E' => 'e',
            'f' or 'F' => 'f',
            _ => 'g',
        };
        var digits = GoFloat.Format(value, kind, Precision ?? (kind == 'g' ? -1 : 6));
        if (verb is 'E' or 'G')
            digits = digits.ToUpperInvariant();
        var sign = digits[0] is '-' or '+' ? digits[..1] : "";
        digits = digits[sign.Length..];
        if (sign != "-")
            sign = Plus ? "+" : Space ? " " : "";
        if (Zero && Width is { } width && double.IsFinite(value))
            digits = digits.PadLeft(Math.Max(0, width - sign.Length), '0');
        AppendSpaced(text, sign + digits);
        return true;
    }

    // Zeros of a number's width stand between its sign and its digits, so only spaces are left to add.
    private void AppendSpaced(StringBuilder text, string number)
    {
        Zero = false;
        AppendPadded(text, number);
    }
}
