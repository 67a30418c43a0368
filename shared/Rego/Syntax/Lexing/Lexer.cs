using System.Globalization;
using System.Text;

namespace Attestry.Rego.Syntax.Lexing;

/// <summary>Cuts a policy file into tokens (OPA, policy reference §grammar).</summary>
internal sealed class Lexer
{
    private const int DeepestTemplate = 32;

    private static readonly string[] Symbols =
        [":=", "==", "!=", "<=", ">=", "=", "<", ">", "+", "-", "*", "/", "%", "&", "|", ".", ",", ";", ":", "(", ")", "[", "]", "{", "}"];

    private static readonly HashSet<string> Keywords =
        ["as", "default", "else", "false", "import", "package", "not", "null", "some", "true", "with"];

    private readonly string _source;
    private readonly string _file;
    private readonly HashSet<string> _keywords;
    private readonly List<Token> _tokens = [];
    private readonly List<Comment> _comments = [];
    private int _at;
    private int _row = 1;
    private int _lineStart;
    private int _templates;

    /// <param name="further">Keywords beyond the ones that every version has: <c>if</c>, <c>in</c>, <c>contains</c>, <c>every</c>.</param>
    private Lexer(string source, string file, IEnumerable<string> further) =>
        (_source, _file, _keywords) = (source, file, [.. Keywords, .. further]);

    /// <exception cref="RegoException">A character or string that no token can start with or end in.</exception>
    internal static (List<Token> Tokens, List<Comment> Comments) Read(string source, string file, IEnumerable<string> further)
    {
        var lexer = new Lexer(source, file, further);
        lexer.Tokens(untilBrace: false);
        return (lexer._tokens, lexer._comments);
    }

    // Reads to the end, or past the brace that closes a template's expression.
    private void Tokens(bool untilBrace)
    {
        for (var depth = 0; ;)
        {
            var (space, line) = SkipSpace();
            var start = Here();
            if (_at >= _source.Length)
            {
                if (untilBrace)
                    throw Error("unterminated template string", start);
                _tokens.Add(new(TokenKind.End, "", start, _at, space, line));
                return;
            }
            var token = Next(start, space, line);
            depth += token.Is("{") ? 1 : token.Is("}") ? -1 : 0;
            _tokens.Add(token);
            if (token.Kind == TokenKind.TemplateStart)
                Template(raw: token.Text == "`");
            else if (untilBrace && depth < 0)
                return;
        }
    }

    private Token Next(SourceLocation start, bool space, bool line)
    {
        var c = _source[_at];
        if (c == '"')
            return Make(TokenKind.Text, Quoted(start));
        if (c == '`')
            return Make(TokenKind.RawText, Raw(start));
        if (c == '$' && _at + 1 < _source.Length && _source[_at + 1] is '"' or '`')
        {
            _at += 2;
            return Make(TokenKind.TemplateStart, _source[_at - 1].ToString());
        }
        if (char.IsAsciiDigit(c))
            return Make(TokenKind.Number, Number(start));
        if (c == '_' || char.IsAsciiLetter(c))
        {
            // A keyword right before a dot heads a reference (`import.foo`), and `contains(` calls the function.
            var word = Word();
            var next = _at < _source.Length ? _source[_at] : ' ';
            var isKeyword = _keywords.Contains(word) && next != '.' && !(next == '(' && word == "contains");
            return Make(isKeyword ? TokenKind.Keyword : TokenKind.Identifier, word);
        }
        foreach (var symbol in Symbols)
        {
            if (string.CompareOrdinal(_source, _at, symbol, 0, symbol.Length) != 0)
                continue;
            _at += symbol.Length;
            return Make(TokenKind.Symbol, symbol);
        }
        throw Error($"illegal token", start);

        Token Make(TokenKind kind, string text) => new(kind, text, start, _at, space, line);
    }

    private (bool Space, bool Line) SkipSpace()
    {
        var from = _at;
        var row = _row;
        while (_at < _source.Length)
        {
            var c = _source[_at];
            if (c == '\n')
                NewLine();
            else if (c is ' ' or '\t' or '\r' or '\uFEFF')
                _at++;
            else if (c == '#')
                Comment();
            else
                break;
        }
        return (_at > from, _row > row);
    }

    private void Comment()
    {
        var start = Here();
        var end = _source.IndexOf('\n', _at);
        end = end < 0 ? _source.Length : end;
        _comments.Add(new(_source[(_at + 1)..end].TrimEnd('\r'), start));
        _at = end;
    }

    private string Word()
    {
        var start = _at;
        while (_at < _source.Length && (_source[_at] == '_' || char.IsAsciiLetterOrDigit(_source[_at])))
            _at++;
        return _source[start.._at];
    }

    private string Number(SourceLocation start)
    {
        var from = _at;
        Digits();
        if (_at + 1 < _source.Length && _source[_at] == '.' && char.IsAsciiDigit(_source[_at + 1]))
        {
            _at++;
            Digits();
        }
        if (_at < _source.Length && _source[_at] is 'e' or 'E')
        {
            _at++;
            if (_at < _source.Length && _source[_at] is '+' or '-')
                _at++;
            Digits();
        }
        var text = _source[from.._at];
        return text.Length > 1 && text[0] == '0' && char.IsAsciiDigit(text[1]) ? throw Error("expected number without leading zero", start) : text;

        void Digits()
        {
            while (_at < _source.Length && char.IsAsciiDigit(_source[_at]))
                _at++;
        }
    }

    private string Quoted(SourceLocation start)
    {
        var text = new StringBuilder();
        for (_at++; ; _at++)
        {
            if (_at >= _source.Length || _source[_at] == '\n')
                throw Error("non-terminated string", start);
            if (_source[_at] == '"')
            {
                _at++;
                return text.ToString();
            }
            if (_source[_at] == '\\')
                Escape(text, start, template: false);
            else
                text.Append(_source[_at]);
        }
    }

    // At the backslash; leaves at the last character of the escape. JSON's escapes (RFC 8259 §7).
    private void Escape(StringBuilder text, SourceLocation start, bool template)
    {
        _at++;
        var c = _at < _source.Length ? _source[_at] : '\0';
        switch (c)
        {
            case '"' or '\\' or '/':
            case '{' when template:
                text.Append(c);
                break;
            case 'b':
                text.Append('\b');
                break;
            case 'f':
                text.Append('\f');
                break;
            case 'n':
                text.Append('\n');
                break;
            case 'r':
                text.Append('\r');
                break;
            case 't':
                text.Append('\t');
                break;
            case 'u' when _at + 4 < _source.Length
                && ushort.TryParse(_source.AsSpan(_at + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit):
                text.Append((char)unit);
                _at += 4;
                break;
            default:
                throw Error("illegal string escape sequence", start);
        }
    }

    private string Raw(SourceLocation start)
    {
        var from = ++_at;
        for (; _at < _source.Length; _at++)
        {
            if (_source[_at] == '\n')
            {
                _row++;
                _lineStart = _at + 1;
            }
            else if (_source[_at] == '`')
            {
                return _source[from.._at++];
            }
        }
        throw Error("non-terminated string", start);
    }

    private void Template(bool raw)
    {
        var end = raw ? '`' : '"';
        if (++_templates > DeepestTemplate)
            throw Error("template strings are nested too deeply", Here());
        while (true)
        {
            var start = Here();
            var text = new StringBuilder();
            for (; _at < _source.Length && _source[_at] != end && _source[_at] != '{'; _at++)
            {
                if (_source[_at] == '\n' && !raw)
                    throw Error("non-terminated string", start);
                if (_source[_at] == '\n')
                    (_row, _lineStart) = (_row + 1, _at + 1);
                if (_source[_at] == '\\' && (!raw || (_at + 1 < _source.Length && _source[_at + 1] == '{')))
                    Escape(text, start, template: true);
                else
                    text.Append(_source[_at]);
            }
            if (_at >= _source.Length)
                throw Error("unterminated template string", start);
            _tokens.Add(new(TokenKind.TemplatePiece, text.ToString(), start, _at, false, false));
            _at++;
            if (_source[_at - 1] == end)
            {
                _tokens.Add(new(TokenKind.TemplateEnd, "", start, _at, false, false));
                _templates--;
                return;
            }
            Tokens(untilBrace: true);
        }
    }

    private void NewLine()
    {
        _at++;
        _row++;
        _lineStart = _at;
    }

    private SourceLocation Here() => new(_file, _row, _at - _lineStart + 1, _at);

    private RegoException Error(string message, SourceLocation at) => new(new RegoError("rego_parse_error", message, at, SourceLines.At(_source, at)));
}
