using Attestry.Rego.Syntax;
using Attestry.Rego.Syntax.Lexing;

namespace Attestry.Rego.Formatting;

/// <summary>What the syntax tree does not hold of the source: brackets, rows where things end, literals as they were written.</summary>
internal sealed class SourceMap
{
    private readonly string _source;
    private readonly List<Token> _tokens;
    private readonly Dictionary<int, int> _indexes = [];
    private readonly Dictionary<int, int> _closings = [];
    private readonly List<int> _lines = [0];
    private readonly List<(int Start, int End)> _templates = [];

    internal SourceMap(string source, List<Token> tokens)
    {
        (_source, _tokens) = (source, tokens);
        var open = new Stack<int>();
        for (var i = 0; i < tokens.Count; i++)
        {
            // An empty piece of a template string stands where its neighbour does; the first is the one that terms name.
            _indexes.TryAdd(tokens[i].Location.Offset, i);
            if (tokens[i].Kind == TokenKind.TemplateStart || tokens[i].Is("(") || tokens[i].Is("[") || tokens[i].Is("{"))
                open.Push(i);
            else if ((tokens[i].Kind == TokenKind.TemplateEnd || tokens[i].Is(")") || tokens[i].Is("]") || tokens[i].Is("}")) && open.Count > 0)
                Close(open, i);
        }
        for (var at = source.IndexOf('\n', StringComparison.Ordinal); at >= 0; at = source.IndexOf('\n', at + 1))
            _lines.Add(at + 1);
    }

    private void Close(Stack<int> open, int at)
    {
        // The brace that ends a template's expression was never opened by a token.
        if (_tokens[at].Is("}") && _tokens[open.Peek()].Kind == TokenKind.TemplateStart)
            return;
        var start = open.Pop();
        _closings[start] = at;
        // Those within others are covered by them; so they follow each other, and can be searched.
        if (_tokens[start].Kind == TokenKind.TemplateStart && !open.Any(i => _tokens[i].Kind == TokenKind.TemplateStart))
            _templates.Add((_tokens[start].Location.Offset, _tokens[at].EndOffset));
    }

    internal bool IsInTemplate(int offset)
    {
        var next = ~_templates.BinarySearch((offset, -1));
        return next > 0 && offset < _templates[next - 1].End;
    }

    /// <summary>The row that an offset is on.</summary>
    internal int RowOf(int offset)
    {
        var found = _lines.BinarySearch(offset);
        return found >= 0 ? found + 1 : ~found;
    }

    internal Token At(SourceLocation place) => _tokens[_indexes[place.Offset]];

    /// <summary>The rows of the parentheses of the call whose function's name starts at <paramref name="place"/>.</summary>
    internal Brackets Parentheses(SourceLocation place)
    {
        var at = _indexes[place.Offset] + 1;
        while (_tokens[at].Is(".") || _tokens[at].Is("["))
            at = _tokens[at].Is(".") ? at + 2 : _closings[at] + 1;
        return BracketsAt(at);
    }

    /// <summary>The rows of the braces around a body that starts at <paramref name="place"/>; null when it has none.</summary>
    internal Brackets? Braces(SourceLocation place) =>
        _indexes[place.Offset] is var at and > 0 && _tokens[at - 1].Is("{") ? BracketsAt(at - 1) : null;

    /// <summary>The rows of the bracket at <paramref name="place"/> and the one that closes it.</summary>
    internal Brackets Brackets(SourceLocation place) => BracketsAt(_indexes[place.Offset]);

    /// <summary>A literal as it was written; a template string with all that is in it.</summary>
    internal string Text(SourceLocation place)
    {
        var at = _indexes[place.Offset];
        var end = _tokens[at].Is("-") ? at + 1 : _tokens[at].Kind == TokenKind.TemplateStart ? _closings[at] : at;
        return _source[place.Offset.._tokens[end].EndOffset];
    }

    /// <summary>The names of a path that starts behind the token at <paramref name="place"/>, with whether each was written in brackets.</summary>
    internal IEnumerable<(string Name, bool Bracketed)> Path(SourceLocation place)
    {
        var at = _indexes[place.Offset] + 1;
        yield return (_tokens[at].Text, false);
        for (at++; _tokens[at].Is(".") || _tokens[at].Is("["); at = _tokens[at].Is(".") ? at + 2 : at + 3)
            yield return (_tokens[at + 1].Text, _tokens[at].Is("["));
    }

    private Brackets BracketsAt(int index)
    {
        var close = _closings[index];
        var next = close + 1 < _tokens.Count ? _tokens[close + 1] : _tokens[close];
        return new(_tokens[index].Location.Row, RowOf(_tokens[close - 1].EndOffset), _tokens[close].Location.Row, next.Is("{") && !next.AfterLine);
    }
}
