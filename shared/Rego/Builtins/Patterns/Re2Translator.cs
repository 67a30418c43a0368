using System.Globalization;
using System.Text;

namespace Attestry.Rego.Builtins.Patterns;

/// <summary>
/// Translates a pattern of RE2's syntax to .NET's. What RE2 does not know (lookaround, back references, atomic groups) is refused, so that
/// every pattern can be matched in linear time.
/// </summary>
internal sealed class Re2Translator
{
    private const int LargestRepetition = 1000;

    private const int LargestPattern = 10_000;

    private readonly string _pattern;
    private readonly StringBuilder _result = new();
    private int _at;
    private int _depth;
    private bool _multiline;

    private Re2Translator(string pattern) => _pattern = pattern;

    /// <summary>The pattern in .NET's syntax, with the same groups in the same order.</summary>
    /// <exception cref="FormatException">Not a pattern of RE2.</exception>
    internal static string Translate(string pattern)
    {
        if (pattern.Length > LargestPattern)
            throw new FormatException($"the pattern is longer than {LargestPattern} characters");
        var translator = new Re2Translator(pattern);
        translator.Alternatives();
        return translator._at == pattern.Length
            ? translator._result.ToString()
            : throw new FormatException("unexpected )");
    }

    private bool More => _at < _pattern.Length;

    private void Alternatives()
    {
        if (++_depth > 200)
            throw new FormatException("expression nests too deeply");
        var repeatable = false;
        var repeated = false;
        while (More && _pattern[_at] != ')')
        {
            var c = _pattern[_at];
            if (c is '*' or '+' or '?' || (c == '{' && IsRepetition(out _)))
            {
                if (!repeatable)
                    throw new FormatException("missing argument to repetition operator");
                if (repeated)
                    throw new FormatException("invalid nested repetition operator");
                Repetition();
                repeated = true;
                continue;
            }
            repeated = false;
            repeatable = Atom();
        }
        _depth--;
    }

    /// <summary>False for what cannot be repeated: a bar, or flags for what follows.</summary>
    private bool Atom()
    {
        var c = _pattern[_at++];
        switch (c)
        {
            case '|':
                _result.Append('|');
                return false;
            case '(':
                return Group();
            case '[':
                _at--;
                Class();
                return true;
            case '\\':
                return Escape();
            case '$':
                // Without (?m) RE2's $ is the end of the text only; .NET's also stands before a last line feed.
                _result.Append(_multiline ? "$" : "\\z");
                return true;
            case '{' or '}' or '#' or ' ' or ']':
                _result.Append('\\').Append(c);
                return true;
            default:
                _result.Append(c);
                return true;
        }
    }

    private bool Group()
    {
        var multiline = _multiline;
        if (!More || _pattern[_at] != '?')
        {
            _result.Append('(');
        }
        else if (_pattern.AsSpan(_at).StartsWith("?P<", StringComparison.Ordinal) || _pattern.AsSpan(_at).StartsWith("?<", StringComparison.Ordinal))
        {
            var open = _pattern.IndexOf('<', _at);
            var close = _pattern.IndexOf('>', open);
            if (close <= open + 1 || !_pattern.AsSpan(open + 1, close - open - 1).ToString().All(c => char.IsAsciiLetterOrDigit(c) || c == '_'))
                throw new FormatException("invalid named capture");
            // By number only: .NET would number named groups after all others.
            _result.Append('(');
            _at = close + 1;
        }
        else if (Flags())
        {
            return false;
        }
        Alternatives();
        if (!More)
            throw new FormatException("missing closing )");
        _at++;
        _result.Append(')');
        _multiline = multiline;
        return true;
    }

    /// <summary>Reads <c>?flags)</c> (true) or <c>?flags:</c> (false: a group follows).</summary>
    private bool Flags()
    {
        var text = new StringBuilder("(?");
        var on = true;
        for (_at++; More; _at++)
        {
            var c = _pattern[_at];
            switch (c)
            {
                case 'i' or 's':
                    text.Append(c);
                    break;
                case 'm':
                    text.Append('m');
                    _multiline = on;
                    break;
                case '-':
                    text.Append(on ? '-' : throw new FormatException("invalid or unsupported Perl syntax"));
                    on = false;
                    break;
                case ')' or ':':
                    _at++;
                    var flags = text.ToString().TrimEnd('-');
                    _result.Append(flags == "(?" && c == ')' ? "" : flags + c);
                    return c == ')';
                default:
                    throw new FormatException("invalid or unsupported Perl syntax");
            }
        }
        throw new FormatException("missing closing )");
    }

    private bool IsRepetition(out (int Least, int? Most, int End) repetition)
    {
        repetition = default;
        var close = _pattern.IndexOf('}', _at);
        if (close < 0)
            return false;
        var parts = _pattern[(_at + 1)..close].Split(',');
        if (parts.Length > 2 || !Number(parts[0], out var least))
            return false;
        int? most = least;
        if (parts.Length == 2)
            most = parts[1].Length == 0 ? null : Number(parts[1], out var m) ? m : -1;
        if (most == -1)
            return false;
        repetition = (least, most, close + 1);
        return true;

        static bool Number(string text, out int number) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }

    private void Repetition()
    {
        if (_pattern[_at] != '{')
        {
            _result.Append(_pattern[_at++]);
        }
        else if (IsRepetition(out var repetition))
        {
            if (repetition.Least > LargestRepetition || repetition.Most > LargestRepetition || repetition.Most < repetition.Least)
                throw new FormatException("invalid repeat count");
            _result.Append(_pattern.AsSpan(_at, repetition.End - _at));
            _at = repetition.End;
        }
        if (More && _pattern[_at] == '?')
            _result.Append(_pattern[_at++]);
    }

    private bool Escape()
    {
        if (!More)
            throw new FormatException("trailing backslash at end of expression");
        var c = _pattern[_at++];
        switch (c)
        {
            case 'A' or 'z' or 'b' or 'B':
                _result.Append('\\').Append(c);
                return true;
            case 'Q':
                var end = _pattern.IndexOf("\\E", _at, StringComparison.Ordinal);
                _result.Append(System.Text.RegularExpressions.Regex.Escape(_pattern[_at..(end < 0 ? _pattern.Length : end)]).Replace("]", "\\]", StringComparison.Ordinal));
                _at = end < 0 ? _pattern.Length : end + 2;
                return true;
            default:
                _at -= 2;
                var negated = false;
                var set = Item(ref negated, out _);
                _result.Append(set.Length == 1 ? Quote(set[0]) : $"[{(negated ? "^" : "")}{set}]");
                return true;
        }
    }

    private static string Quote(char c) => System.Text.RegularExpressions.Regex.Escape(c.ToString()).Replace("]", "\\]", StringComparison.Ordinal).Replace("}", "\\}", StringComparison.Ordinal);

    private void Class()
    {
        _at++;
        var negated = More && _pattern[_at] == '^';
        _at += negated ? 1 : 0;
        var set = new StringBuilder();
        var outside = new List<string>();
        for (var first = true; first || (More && _pattern[_at] != ']'); first = false)
        {
            if (!More)
                throw new FormatException("missing closing ]");
            var isNegatedItem = false;
            var item = Item(ref isNegatedItem, out var low);
            if (low is { } from && _at + 1 < _pattern.Length && _pattern[_at] == '-' && _pattern[_at + 1] != ']')
            {
                _at++;
                var isNegatedEnd = false;
                Item(ref isNegatedEnd, out var high);
                if (high is not { } to || to < from)
                    throw new FormatException("invalid character class range");
                item = Bracketed(from) + "-" + Bracketed(to);
            }
            if (isNegatedItem)
                outside.Add(item);
            else
                set.Append(item);
        }
        if (!More)
            throw new FormatException("missing closing ]");
        _at++;
        Append(negated, set.ToString(), outside);
    }

    // A class with complements in it ([\Da]) becomes an alternative of classes; .NET has no nested ones.
    private void Append(bool negated, string set, List<string> outside)
    {
        if (outside.Count == 0)
            _result.Append('[').Append(negated ? "^" : "").Append(set).Append(']');
        else if (outside.Count == 1 && set.Length == 0)
            _result.Append('[').Append(negated ? "" : "^").Append(outside[0]).Append(']');
        else if (!negated)
            _result.Append("(?:").AppendJoin('|', outside.Select(o => $"[^{o}]").Concat(set.Length > 0 ? [$"[{set}]"] : [])).Append(')');
        else if (outside.Count == 1)
            _result.Append('[').Append(outside[0]).Append("-[").Append(set).Append("]]");
        else
            throw new FormatException("a class of several complements is not supported");
    }

    /// <summary>One character or set within a class, as .NET writes it between brackets.</summary>
    /// <param name="single">The character when it is one: it may start a range.</param>
    private string Item(ref bool negated, out char? single)
    {
        single = null;
        var c = _pattern[_at++];
        if (c == '[' && More && _pattern[_at] == ':')
        {
            var end = _pattern.IndexOf(":]", _at, StringComparison.Ordinal);
            var name = end < 0 ? "" : _pattern[(_at + 1)..end];
            if (end >= 0 && Re2Classes.Posix(name.TrimStart('^')) is { } posix)
            {
                negated = name.StartsWith('^');
                _at = end + 2;
                return posix;
            }
            throw new FormatException("invalid character class range");
        }
        if (c != '\\')
        {
            single = c;
            return Bracketed(c);
        }
        if (!More)
            throw new FormatException("trailing backslash at end of expression");
        c = _pattern[_at++];
        if (Re2Classes.Perl(char.ToLowerInvariant(c)) is { } perl)
        {
            negated = char.IsUpper(c);
            return perl;
        }
        if (c is 'p' or 'P')
        {
            negated = c == 'P';
            return Property(ref negated);
        }
        single = Character(c);
        return Bracketed(single.Value);
    }

    private string Property(ref bool negated)
    {
        var name = More ? _pattern[_at..(_at + 1)] : throw new FormatException("invalid character class range");
        if (name == "{")
        {
            var close = _pattern.IndexOf('}', _at);
            name = close < 0 ? throw new FormatException("invalid character class range") : _pattern[(_at + 1)..close];
            _at = close;
        }
        _at++;
        if (name.StartsWith('^'))
            (negated, name) = (!negated, name[1..]);
        return Re2Classes.Unicode(name) ?? throw new FormatException("invalid character class range");
    }

    private char Character(char c)
    {
        switch (c)
        {
            case 'a':
                return '\a';
            case 'f':
                return '\f';
            case 'n':
                return '\n';
            case 'r':
                return '\r';
            case 't':
                return '\t';
            case 'v':
                return '\v';
            case 'x':
                return Hex();
            case >= '0' and <= '7' when c == '0' || (More && _pattern[_at] is >= '0' and <= '7'):
                var value = c - '0';
                for (var i = 0; i < 2 && More && _pattern[_at] is >= '0' and <= '7'; i++)
                    value = value * 8 + _pattern[_at++] - '0';
                return (char)value;
            default:
                return char.IsAscii(c) && !char.IsAsciiLetterOrDigit(c) ? c : throw new FormatException($"invalid escape sequence \\{c}");
        }
    }

    private char Hex()
    {
        var braced = More && _pattern[_at] == '{';
        var close = braced ? _pattern.IndexOf('}', _at) : _at + 2;
        var digits = close > _at && close <= _pattern.Length ? _pattern.AsSpan(braced ? _at + 1 : _at, braced ? close - _at - 1 : 2) : [];
        if (!int.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value) || value is < 0 or > char.MaxValue)
            throw new FormatException("invalid escape sequence");
        _at = braced ? close + 1 : close;
        return (char)value;
    }

    private static string Bracketed(char c) => c is '[' or ']' or '\\' or '^' or '-' ? "\\" + c
        : char.IsControl(c) ? string.Create(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}")
        : c.ToString();
}
