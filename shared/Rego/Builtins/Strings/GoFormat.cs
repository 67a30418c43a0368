using System.Globalization;
using System.Numerics;
using System.Text;
using Attestry.Rego.Values;

namespace Attestry.Rego.Builtins.Strings;

/// <summary>
/// <c>sprintf</c>: Go's <c>fmt</c> verbs on what OPA hands it: whole numbers, doubles, and text; all other values are text in the
/// language's own notation. Faults of a format show in the text (<c>%!d(string=x)</c>), as in Go.
/// </summary>
internal sealed class GoFormat(BuiltinContext context, string format)
{
    /// <summary>Go refuses wider fields.</summary>
    private const int LargestWidth = 1_000_000;

    private readonly StringBuilder _text = new();
    private int _at;
    private int _next;
    private bool _reordered;

    internal string Format(RegoArray arguments)
    {
        while (_at < format.Length)
        {
            var percent = format.IndexOf('%', _at);
            _text.Append(format.AsSpan(_at, (percent < 0 ? format.Length : percent) - _at));
            if (percent < 0)
                break;
            _at = percent + 1;
            Directive(arguments);
        }
        if (!_reordered && _next < arguments.Count)
            AppendExtra(arguments);
        return _text.ToString();
    }

    private void Directive(RegoArray arguments)
    {
        var field = new GoField();
        while (_at < format.Length && field.TakeFlag(format[_at]))
            _at++;
        TakeIndex(arguments);
        if (!TakeSize(arguments, out var width, "%!(BADWIDTH)"))
            return;
        if (width is < 0)
            (field.Minus, field.Zero, width) = (true, false, -width);
        field.Width = width;
        if (_at < format.Length && format[_at] == '.')
        {
            _at++;
            TakeIndex(arguments);
            if (!TakeSize(arguments, out var precision, "%!(BADPREC)"))
                return;
            if (precision is < 0)
                _text.Append("%!(BADPREC)");
            field.Precision = precision is < 0 ? null : precision ?? 0;
        }
        TakeIndex(arguments);
        if (_at >= format.Length)
        {
            _text.Append("%!(NOVERB)");
            return;
        }
        context.ChargeText((long)(field.Width ?? 0) + (field.Precision ?? 0));
        Verb(arguments, field);
    }

    private void Verb(RegoArray arguments, GoField field)
    {
        var verb = Rune.GetRuneAt(format, _at);
        _at += verb.Utf16SequenceLength;
        if (verb.Value == '%')
            _text.Append('%');
        else if (_next < 0 || _next > arguments.Count)
            _text.Append("%!").Append(verb).Append("(BADINDEX)");
        else if (_next == arguments.Count)
            _text.Append("%!").Append(verb).Append("(MISSING)");
        else
            Argument(verb, field, Native(arguments[_next++]));
    }

    private void Argument(Rune verb, GoField field, object value)
    {
        context.ChargeText(value is string s ? s.Length : 0);
        if (verb.Value == 'T')
            field.AppendPadded(_text, TypeName(value));
        else if (!field.TryAppend(_text, verb, value))
            _text.Append("%!").Append(verb).Append('(').Append(TypeName(value)).Append('=').Append(Plain(value)).Append(')');
    }

    private void AppendExtra(RegoArray arguments)
    {
        _text.Append("%!(EXTRA ");
        for (var i = _next; i < arguments.Count; i++)
        {
            var value = Native(arguments[i]);
            _text.Append(i > _next ? ", " : "").Append(TypeName(value)).Append('=').Append(Plain(value));
        }
        _text.Append(')');
    }

    /// <summary>An explicit <c>[n]</c> before a width, a precision or a verb.</summary>
    private void TakeIndex(RegoArray arguments)
    {
        if (_at >= format.Length || format[_at] != '[')
            return;
        _reordered = true;
        var close = format.IndexOf(']', _at);
        var isNumber = int.TryParse(close < 0 ? "" : format.AsSpan(_at + 1, close - _at - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var index);
        _next = isNumber && index >= 1 && index <= arguments.Count ? index - 1 : -1;
        _at = close < 0 ? _at + 1 : close + 1;
    }

    /// <summary>Digits, or <c>*</c> for an argument that has the size. False when what follows cannot be formatted.</summary>
    private bool TakeSize(RegoArray arguments, out int? size, string fault)
    {
        size = null;
        if (_at < format.Length && format[_at] == '*')
        {
            _at++;
            if (_next >= 0 && _next < arguments.Count && Native(arguments[_next++]) is BigInteger given && BigInteger.Abs(given) <= LargestWidth)
                size = (int)given;
            else
                _text.Append(fault);
            return true;
        }
        var start = _at;
        while (_at < format.Length && char.IsAsciiDigit(format[_at]))
            _at++;
        if (_at == start)
            return true;
        if (int.TryParse(format.AsSpan(start, _at - start), NumberStyles.None, CultureInfo.InvariantCulture, out var digits) && digits <= LargestWidth)
        {
            size = digits;
            return true;
        }
        _text.Append("%!(NOVERB)");
        _at = format.Length;
        return false;
    }

    private object Native(RegoValue value) => value switch
    {
        RegoNumber number when number.Text.AsSpan().IndexOfAny('.', 'e', 'E') < 0 && number.TryGetWhole(out var whole) => whole,
        RegoNumber number => double.IsFinite(number.ToDouble()) ? number.ToDouble() : number.Text,
        RegoString text => text.Value,
        _ => TermText.Of(context, value),
    };

    private static string TypeName(object value) => value switch
    {
        BigInteger whole => whole >= long.MinValue && whole <= long.MaxValue ? "int" : "*big.Int",
        double => "float64",
        _ => "string",
    };

    private static string Plain(object value) => value switch
    {
        BigInteger whole => WholeText.Of(whole, 10),
        double number => GoFloat.Format(number, 'g', -1),
        _ => (string)value,
    };
}
