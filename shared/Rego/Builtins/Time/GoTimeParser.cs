using System.Globalization;

namespace Attestry.Rego.Builtins.Time;

/// <summary>Reads a moment by a <see cref="GoLayout"/>. What the layout does not tell is January 1 of the year 0 in UTC, as in Go.</summary>
internal sealed class GoTimeParser
{
    private readonly string _layout;
    private readonly string _text;
    private int _at;
    private int _year, _month = 1, _day = 1, _dayOfYear, _hour, _minute, _second;
    private long _fraction;
    private bool _afternoon, _twelve;
    private TimeSpan _offset;

    private GoTimeParser(string layout, string text) => (_layout, _text) = (layout, text);

    /// <summary>Nanoseconds since 1970.</summary>
    /// <exception cref="BuiltinException">The text is not in the layout, or 64 bits do not hold the moment.</exception>
    internal static long Parse(string layout, string text) => new GoTimeParser(layout, text).Run();

    private long Run()
    {
        foreach (var (part, isPart) in GoLayout.Split(_layout))
        {
            if (!isPart)
                Literal(part);
            else
                Part(part);
        }
        if (_at != _text.Length)
            throw Wrong("extra text");
        if (_twelve)
            _hour = _hour % 12 + (_afternoon ? 12 : 0);
        if (_month is < 1 or > 12 || _hour > 23 || _minute > 59 || _second > 59)
            throw Wrong("out of range");
        // .NET's calendar starts a year later than Go's; either is far outside of what nanoseconds hold.
        if (_year is < 1 or > 9999)
            throw new BuiltinException("time outside of valid range");
        if (_dayOfYear > 0)
        {
            var date = new DateTime(_year, 1, 1).AddDays(_dayOfYear - 1);
            (_month, _day) = (date.Month, date.Day);
        }
        if (_day < 1 || _day > DateTime.DaysInMonth(_year, _month))
            throw Wrong("day out of range");
        return GoTime.ToNanoseconds(new DateTime(_year, _month, _day, _hour, _minute, _second) - _offset, _fraction);
    }

    private void Literal(string literal)
    {
        foreach (var c in literal)
        {
            if (c == ' ')
            {
                while (_at < _text.Length && _text[_at] == ' ')
                    _at++;
                continue;
            }
            if (_at >= _text.Length || _text[_at] != c)
                throw Wrong($"expected '{c}'");
            _at++;
        }
    }

    private void Part(string part)
    {
        switch (part)
        {
            case "2006":
                _year = Digits(4, 4);
                break;
            case "06":
                _year = Digits(2, 2) is var year && year >= 69 ? 1900 + year : 2000 + year;
                break;
            case "January":
                _month = Name(CultureInfo.InvariantCulture.DateTimeFormat.MonthNames) + 1;
                break;
            case "Jan":
                _month = Name(CultureInfo.InvariantCulture.DateTimeFormat.AbbreviatedMonthNames) + 1;
                break;
            case "Monday":
                Name(CultureInfo.InvariantCulture.DateTimeFormat.DayNames);
                break;
            case "Mon":
                Name(CultureInfo.InvariantCulture.DateTimeFormat.AbbreviatedDayNames);
                break;
            case "01" or "1":
                _month = Digits(part.Length, 2);
                break;
            case "02" or "2" or "_2":
                SkipSpace();
                _day = Digits(part == "02" ? 2 : 1, 2);
                break;
            case "002" or "__2":
                SkipSpace();
                _dayOfYear = Digits(part == "002" ? 3 : 1, 3);
                break;
            case "15":
                _hour = Digits(2, 2);
                break;
            case "03" or "3":
                _hour = Digits(part.Length, 2);
                break;
            case "04" or "4":
                _minute = Digits(part.Length, 2);
                break;
            case "05" or "5":
                _second = Digits(part.Length, 2);
                // Go reads a fraction behind the seconds even where the layout has none.
                if (_at + 1 < _text.Length && _text[_at] is ('.' or ',') && char.IsAsciiDigit(_text[_at + 1]) && !_layout.Contains(part + ".", StringComparison.Ordinal))
                    Fraction(null);
                break;
            case "PM" or "pm":
                _twelve = true;
                _afternoon = Name(part == "PM" ? ["AM", "PM"] : ["am", "pm"]) == 1;
                break;
            case "MST":
                Zone();
                break;
            case ['.' or ',', ..]:
                Fraction(part);
                break;
            default:
                Offset(part);
                break;
        }
    }

    private void SkipSpace()
    {
        while (_at < _text.Length && _text[_at] == ' ')
            _at++;
    }

    private int Digits(int least, int most)
    {
        var start = _at;
        while (_at < _text.Length && _at - start < most && char.IsAsciiDigit(_text[_at]))
            _at++;
        return _at - start >= least ? int.Parse(_text.AsSpan(start, _at - start), CultureInfo.InvariantCulture) : throw Wrong("expected digits");
    }

    private int Name(string[] names)
    {
        for (var i = 0; i < names.Length; i++)
        {
            if (names[i].Length == 0 || string.Compare(_text, _at, names[i], 0, names[i].Length, StringComparison.OrdinalIgnoreCase) != 0)
                continue;
            _at += names[i].Length;
            return i;
        }
        throw Wrong("expected a name");
    }

    private void Fraction(string? part)
    {
        var start = _at + 1;
        if (_at >= _text.Length || _text[_at] is not ('.' or ','))
        {
            // A fraction of nines may be missing altogether.
            if (part?[1] == '9')
                return;
            throw Wrong("expected a fraction");
        }
        for (_at = start; _at < _text.Length && char.IsAsciiDigit(_text[_at]);)
            _at++;
        if (_at == start || (part?[1] == '0' && _at - start != part.Length - 1))
            throw Wrong("expected a fraction");
        _fraction = long.Parse(_text.AsSpan(start, Math.Min(9, _at - start)).ToString().PadRight(9, '0'), CultureInfo.InvariantCulture);
    }

    // A zone's short name does not tell its offset; Go takes all but UTC's and the local ones as of offset 0.
    private void Zone()
    {
        var start = _at;
        while (_at < _text.Length && (char.IsAsciiLetterUpper(_text[_at]) || (_at > start && char.IsAsciiDigit(_text[_at]))))
            _at++;
        if (_at - start is < 3 or > 5)
            throw Wrong("expected a zone");
    }

    private void Offset(string part)
    {
        if (part[0] == 'Z' && _at < _text.Length && _text[_at] == 'Z')
        {
            _at++;
            return;
        }
        if (_at >= _text.Length || _text[_at] is not ('+' or '-'))
            throw Wrong("expected an offset");
        var sign = _text[_at++] == '-' ? -1 : 1;
        var units = part.Count(char.IsAsciiDigit) / 2;
        int hours = Digits(2, 2), minutes = 0, seconds = 0;
        if (units > 1)
            minutes = Unit(part);
        if (units > 2)
            seconds = Unit(part);
        if (hours > 24 || minutes > 59 || seconds > 59)
            throw Wrong("offset out of range");
        _offset = sign * new TimeSpan(hours, minutes, seconds);
    }

    private int Unit(string part)
    {
        if (part.Contains(':', StringComparison.Ordinal))
            Literal(":");
        return Digits(2, 2);
    }

    private BuiltinException Wrong(string reason) =>
        new($"parsing time \"{Primitives.Bounded.Quote(_text)}\" as \"{Primitives.Bounded.Quote(_layout)}\": {reason}");
}
