using System.Globalization;

namespace Attestry.Rego.Builtins.Strings;

/// <summary>Doubles as Go's <c>strconv.FormatFloat</c> writes them.</summary>
internal static class GoFloat
{
    /// <param name="verb"><c>e</c>, <c>f</c> or <c>g</c>.</param>
    /// <param name="precision">Digits; negative for the fewest that read back as the same value.</param>
    internal static string Format(double value, char verb, int precision)
    {
        if (!double.IsFinite(value))
            return double.IsNaN(value) ? "NaN" : value > 0 ? "+Inf" : "-Inf";
        var sign = double.IsNegative(value) ? "-" : "";
        value = Math.Abs(value);
        return sign + verb switch
        {
            'e' => Scientific(Digits(value, precision < 0 ? -1 : precision + 1), precision),
            'f' => precision < 0 ? Fixed(Digits(value, -1)) : value.ToString("F" + precision.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture),
            _ => General(value, precision == 0 ? 1 : precision),
        };
    }

    private static string General(double value, int precision)
    {
        var number = Digits(value, precision);
        var digits = number.Digits.TrimEnd('0');
        var exponent = number.Point - 1;
        // Of the shortest form, six digits decide.
        var limit = precision < 0 ? 6
            : precision > digits.Length && digits.Length >= number.Point ? Math.Max(digits.Length, 1)
            : precision;
        number.Digits = digits.Length > 0 ? digits : "0";
        return exponent < -4 || exponent >= limit ? Scientific(number, -1) : Fixed(number);
    }

    private static string Scientific((string Digits, int Point) number, int precision)
    {
        var (digits, point) = number;
        var exponent = digits.AsSpan().ContainsAnyExcept('0') ? point - 1 : 0;
        var fraction = precision < 0 ? digits[1..].TrimEnd('0') : digits[1..];
        return string.Create(CultureInfo.InvariantCulture, $"{digits[0]}{(fraction.Length > 0 ? "." : "")}{fraction}e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent):00}");
    }

    private static string Fixed((string Digits, int Point) number)
    {
        var digits = number.Digits.TrimEnd('0');
        var point = number.Point;
        return digits.Length == 0 ? "0"
            : point <= 0 ? "0." + new string('0', -point) + digits
            : point >= digits.Length ? digits.PadRight(point, '0')
            : digits[..point] + "." + digits[point..];
    }

    /// <summary>Significant digits and where the point stands among them: 0.0125 is 125 with the point at -1.</summary>
    private static (string Digits, int Point) Digits(double value, int count)
    {
        var text = count < 0
            ? value.ToString("E16", CultureInfo.InvariantCulture)
            : value.ToString("E" + (count - 1).ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        if (count < 0)
        {
            for (var few = 0; few < 17; few++)
            {
                var shorter = value.ToString("E" + few.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
                if (double.Parse(shorter, CultureInfo.InvariantCulture) == value)
                {
                    text = shorter;
                    break;
                }
            }
        }
        var e = text.IndexOf('E', StringComparison.Ordinal);
        var digits = text[..e].Replace(".", "", StringComparison.Ordinal);
        return (digits, int.Parse(text.AsSpan(e + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture) + 1);
    }
}
