using System.Globalization;
using System.Text;
using static Attestry.Rego.Builtins.GraphQl.GraphQlTokenKind;

namespace Attestry.Rego.Builtins.GraphQl;

/// <summary>Splits a document into tokens (October 2021, §2.1). What is no token is an invalid one that tells the reason.</summary>
internal sealed class GraphQlLexer(string text)
{
    private int _at;
    private int _line = 1;

    // Where the line starts, moved on by one for each pair of surrogates so that columns count code points.
    private int _lineStart;

    internal GraphQlToken Read()
    {
        SkipIgnored();
        if (_at == text.Length)
            return Token(End, "", _at);
        var start = _at;
        var c = text[_at];
        if (char.IsAsciiLetter(c) || c == '_')
            return Name();
        if (char.IsAsciiDigit(c) || c == '-')
            return Number();
        if (c == '"')
            return text.AsSpan(_at).StartsWith("\"\"\"") ? BlockText() : Text();
        if (text.AsSpan(_at).StartsWith("..."))
        {
            _at += 3;
            return Token(Spread, "", start);
        }
        if (Punctuator(c) is { } kind)
        {
            _at++;
            return Token(kind, "", start);
        }
        return c < ' '
            ? Fault($"Cannot contain the invalid character \"\\u{(int)c:x4}\"")
            : Fault(c == '\'' ? "Unexpected single quote character ('), did you mean to use a double quote (\")?" : $"Cannot parse the unexpected character \"{c}\".");
    }

    private static GraphQlTokenKind? Punctuator(char c) => c switch
    {
        '!' => Bang,
        '$' => Dollar,
        '&' => Ampersand,
        '(' => OpenParenthesis,
        ')' => CloseParenthesis,
        ':' => Colon,
        '=' => GraphQlTokenKind.Equals,
        '@' => At,
        '[' => OpenBracket,
        ']' => CloseBracket,
        '{' => OpenBrace,
        '}' => CloseBrace,
        '|' => Pipe,
        _ => null,
    };

    /// <summary>White space, line ends, commas, byte order marks and comments.</summary>
    private void SkipIgnored()
    {
        while (_at < text.Length)
        {
            switch (text[_at])
            {
                case ' ' or '\t' or ',' or '\uFEFF':
                    _at++;
                    break;
                case '\n' or '\r':
                    SkipLineEnd();
                    break;
                case '#':
                    while (_at < text.Length && (text[_at] is >= ' ' or '\t'))
                        SkipCharacter();
                    break;
                default:
                    return;
            }
        }
    }

    private void SkipLineEnd()
    {
        _at += text.AsSpan(_at).StartsWith("\r\n") ? 2 : 1;
        _line++;
        _lineStart = _at;
    }

    private void SkipCharacter()
    {
        if (char.IsHighSurrogate(text[_at]) && _at + 1 < text.Length && char.IsLowSurrogate(text[_at + 1]))
        {
            _at++;
            _lineStart++;
        }
        _at++;
    }

    private GraphQlToken Name()
    {
        var start = _at;
        while (_at < text.Length && (char.IsAsciiLetterOrDigit(text[_at]) || text[_at] == '_'))
            _at++;
        return Token(GraphQlTokenKind.Name, text[start.._at], start);
    }

    private GraphQlToken Number()
    {
        var start = _at;
        if (text[_at] == '-')
            _at++;
        var whole = _at;
        var digits = Digits();
        if (digits == 0)
            return DigitWanted();
        if (digits > 1 && text[whole] == '0')
        {
            _at = whole + 1;
            return Fault($"Invalid number, unexpected digit after 0: {Next()}.");
        }
        var kind = Int;
        if (_at < text.Length && text[_at] == '.')
        {
            kind = Float;
            _at++;
            if (Digits() == 0)
                return DigitWanted();
        }
        if (_at < text.Length && (text[_at] is 'e' or 'E'))
        {
            kind = Float;
            _at++;
            if (_at < text.Length && (text[_at] is '+' or '-'))
                _at++;
            if (Digits() == 0)
                return DigitWanted();
        }
        return Token(kind, text[start.._at], start);
    }

    private int Digits()
    {
        var start = _at;
        while (_at < text.Length && char.IsAsciiDigit(text[_at]))
            _at++;
        return _at - start;
    }

    private GraphQlToken DigitWanted() => Fault($"Invalid number, expected digit but got: {Next()}.");

    private string Next() => _at < text.Length ? $"\"{text[_at]}\"" : "<EOF>";

    private GraphQlToken Text()
    {
        // A string's place is that of its first character, as OPA has it.
        var position = PositionOf(++_at);
        var value = new StringBuilder();
        while (_at < text.Length && text[_at] is not ('\n' or '\r'))
        {
            var c = text[_at];
            if (c == '"')
            {
                _at++;
                return new(GraphQlTokenKind.String, value.ToString(), position);
            }
            if (c < ' ' && c != '\t')
                return Fault($"Invalid character within String: \"\\u{(int)c:x4}\".");
            if (c != '\\')
            {
                var from = _at;
                SkipCharacter();
                value.Append(text, from, _at - from);
            }
            else if (Escape(value) is { } fault)
            {
                return fault;
            }
        }
        return Fault("Unterminated string.");
    }

    private GraphQlToken? Escape(StringBuilder value)
    {
        _at++;
        if (_at == text.Length)
            return Fault("Invalid character escape sequence.");
        var c = text[_at];
        if (c == 'u')
        {
            var digits = text.AsSpan(_at + 1, Math.Min(4, text.Length - _at - 1));
            if (digits.Length < 4 || !ushort.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit))
                return Fault($"Invalid character escape sequence: \\u{digits}.");
            value.Append((char)unit);
            _at += 5;
            return null;
        }
        var at = "\"/\\bfnrt".IndexOf(c, StringComparison.Ordinal);
        if (at < 0)
            return Fault($"Invalid character escape sequence: \\{c}.");
        value.Append("\"/\\\b\f\n\r\t"[at]);
        _at++;
        return null;
    }

    private GraphQlToken BlockText()
    {
        _at += 3;
        var position = PositionOf(_at);
        var value = new StringBuilder();
        while (_at < text.Length)
        {
            var rest = text.AsSpan(_at);
            if (rest.StartsWith("\"\"\""))
            {
                _at += 3;
                return new(BlockString, GraphQlText.Unindent(value.ToString()), position);
            }
            if (rest.StartsWith("\\\"\"\""))
            {
                value.Append("\"\"\"");
                _at += 4;
            }
            else if (rest[0] is '\n' or '\r')
            {
                value.Append('\n');
                SkipLineEnd();
            }
            else if (rest[0] < ' ' && rest[0] != '\t')
            {
                return Fault($"Invalid character within String: \"\\u{(int)rest[0]:x4}\".");
            }
            else
            {
                var from = _at;
                SkipCharacter();
                value.Append(text, from, _at - from);
            }
        }
        return Fault("Unterminated string.");
    }

    private GraphQlPosition PositionOf(int at) => new(_line, at - _lineStart + 1);

    private GraphQlToken Token(GraphQlTokenKind kind, string value, int start) => new(kind, value, PositionOf(start));

    private GraphQlToken Fault(string reason) => new(Invalid, reason, PositionOf(_at));
}
