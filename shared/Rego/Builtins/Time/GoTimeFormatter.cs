using System.Globalization;
using System.Text;

namespace Attestry.Rego.Builtins.Time;

/// <summary>Writes a moment by a <see cref="GoLayout"/>.</summary>
internal static class GoTimeFormatter
{
    internal static string Format(GoTime time, string layout)
    {
        var text = new StringBuilder();
        var civil = time.Civil;
        foreach (var (part, isPart) in GoLayout.Split(layout))
            text.Append(isPart ? Part(time, civil, part) : part);
        return text.ToString();
    }

    private static string Part(GoTime time, DateTime civil, string part) => part switch
    {
        "January" => civil.ToString("MMMM", CultureInfo.InvariantCulture),
        "Jan" => civil.ToString("MMM", CultureInfo.InvariantCulture),
        "Monday" => civil.ToString("dddd", CultureInfo.InvariantCulture),
        "Mon" => civil.ToString("ddd", CultureInfo.InvariantCulture),
        "MST" => time.Zone,
        "2006" => Digits(civil.Year, 4),
        "06" => Digits(civil.Year % 100, 2),
        "01" => Digits(civil.Month, 2),
        "1" => Digits(civil.Month, 1),
        "002" => Digits(civil.DayOfYear, 3),
        "__2" => Digits(civil.DayOfYear, 1).PadLeft(3),
        "02" => Digits(civil.Day, 2),
        "_2" => Digits(civil.Day, 1).PadLeft(2),
        "2" => Digits(civil.Day, 1),
        "15" => Digits(civil.Hour, 2),
        "03" => Digits(Twelve(civil.Hour), 2),
        "3" => Digits(Twelve(civil.Hour), 1),
        "04" => Digits(civil.Minute, 2),
        "4" => Digits(civil.Minute, 1),
        "05" => Digits(civil.Second, 2),
        "5" => Digits(civil.Second, 1),
        "PM" => civil.Hour < 12 ? "AM" : "PM",
        "pm" => civil.Hour < 12 ? "am" : "pm",
        ['.' or ',', ..] => Fraction(time.Fraction, part),
        _ => Offset(time.Offset, part),
    };

    private static string Digits(int value, int width) => value.ToString(CultureInfo.InvariantCulture).PadLeft(width, '0');

    private static int Twelve(int hour) => hour % 12 == 0 ? 12 : hour % 12;

    private static string Fraction(long nanoseconds, string part)
    {
        var digits = nanoseconds.ToString("000000000", CultureInfo.InvariantCulture)[..Math.Min(9, part.Length - 1)];
        if (part[1] == '9')
            digits = digits.TrimEnd('0');
        return digits.Length > 0 ? part[0] + digits : "";
    }

    private static string Offset(TimeSpan offset, string part)
    {
        if (part[0] == 'Z' && offset == TimeSpan.Zero)
            return "Z";
        var sign = offset < TimeSpan.Zero ? '-' : '+';
        var colon = part.Contains(':', StringComparison.Ordinal) ? ":" : "";
        var digits = part.Count(char.IsAsciiDigit);
        var text = sign + offset.ToString("hh", CultureInfo.InvariantCulture);
        if (digits > 2)
            text += colon + offset.ToString("mm", CultureInfo.InvariantCulture);
        return digits > 4 ? text + colon + offset.ToString("ss", CultureInfo.InvariantCulture) : text;
    }
}
