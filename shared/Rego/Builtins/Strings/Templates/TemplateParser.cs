using Attestry.Rego.Builtins.Conversions;
using Attestry.Rego.Values;
using static Attestry.Rego.Builtins.Strings.Templates.TemplateNode;

namespace Attestry.Rego.Builtins.Strings.Templates;

/// <summary>Parses Go's <c>text/template</c> syntax, without definitions of further templates.</summary>
internal sealed class TemplateParser
{
    private const int DeepestNesting = 100;

    private readonly List<object> _pieces = [];
    private int _at;

    private TemplateParser(string template) => Cut(template);

    internal static List<TemplateNode> Parse(string template)
    {
        var parser = new TemplateParser(template);
        var (nodes, end) = parser.Nodes(0);
        return end is null ? nodes : throw new BuiltinException($"template: unexpected {{{{{end.Peek}}}}}");
    }

    /// <summary>Splits into text (strings) and actions (tokens); <c>{{-</c> and <c>-}}</c> take the white space beside them away.</summary>
    private void Cut(string template)
    {
        var trimNext = false;
        for (var at = 0; at < template.Length;)
        {
            var open = template.IndexOf("{{", at, StringComparison.Ordinal);
            var text = open < 0 ? template[at..] : template[at..open];
            if (trimNext)
                text = text.TrimStart();
            if (open < 0)
            {
                _pieces.Add(text);
                return;
            }
            var close = template.IndexOf("}}", open, StringComparison.Ordinal);
            if (close < 0)
                throw new BuiltinException("template: unclosed action");
            var action = template[(open + 2)..close];
            if (action.StartsWith("- ", StringComparison.Ordinal))
                (text, action) = (text.TrimEnd(), action[2..]);
            trimNext = action.EndsWith(" -", StringComparison.Ordinal);
            action = trimNext ? action[..^2] : action;
            _pieces.Add(text);
            if (!action.TrimStart().StartsWith("/*", StringComparison.Ordinal))
                _pieces.Add(new TemplateTokens(action));
            at = close + 2;
        }
    }

    /// <summary>Nodes up to an <c>end</c> or <c>else</c>, which is answered beside them.</summary>
    private (List<TemplateNode> Nodes, TemplateTokens? End) Nodes(int depth)
    {
        if (depth > DeepestNesting)
            throw new BuiltinException("template: nested too deeply");
        var nodes = new List<TemplateNode>();
        while (_at < _pieces.Count)
        {
            if (_pieces[_at++] is not TemplateTokens tokens)
                nodes.Add(new Literal((string)_pieces[_at - 1]));
            else if (tokens.Peek is "end" or "else")
                return (nodes, tokens);
            else
                nodes.Add(Action(tokens, depth));
        }
        return (nodes, null);
    }

    private TemplateNode Action(TemplateTokens tokens, int depth)
    {
        switch (tokens.Peek)
        {
            case "if":
                tokens.Take();
                var condition = Whole(tokens);
                var (then, otherwise) = Branches(depth);
                return new If(condition, then, otherwise);
            case "with":
                tokens.Take();
                var with = Whole(tokens);
                var (body, without) = Branches(depth);
                return new With(with, body, without);
            case "range":
                tokens.Take();
                var over = Whole(tokens);
                var (each, none) = Branches(depth);
                return new TemplateNode.Range(over, each, none);
            default:
                return new Output(Whole(tokens));
        }
    }

    private (IReadOnlyList<TemplateNode> Then, IReadOnlyList<TemplateNode> Else) Branches(int depth)
    {
        var (then, end) = Nodes(depth + 1);
        if (end is null)
            throw new BuiltinException("template: unexpected EOF");
        if (end.Take() == "end")
            return (then, []);
        // {{else if x}} is an if within the else, which its own end closes.
        if (end.Peek is not null)
            return (then, [Action(end, depth + 1)]);
        var (otherwise, last) = Nodes(depth + 1);
        return last?.Peek == "end" ? (then, otherwise) : throw new BuiltinException("template: expected {{end}}");
    }

    private static Pipeline Whole(TemplateTokens tokens)
    {
        var pipeline = ReadPipeline(tokens);
        return tokens.Peek is null ? pipeline : throw new BuiltinException($"template: unexpected {tokens.Peek} in an action");
    }

    private static Pipeline ReadPipeline(TemplateTokens tokens)
    {
        var variables = new List<string>();
        var declares = false;
        if (tokens.Peek is ['$', ..] && tokens.PeekAfter(1) is ":=" or "=" or ",")
        {
            variables.Add(tokens.Take());
            if (tokens.TryTake(","))
                variables.Add(tokens.Take());
            declares = tokens.Take() == ":=";
        }
        var commands = new List<IReadOnlyList<Operand>>();
        do
        {
            var command = new List<Operand>();
            while (tokens.Peek is not (null or "|" or ")"))
                command.Add(ReadOperand(tokens));
            commands.Add(command.Count > 0 ? command : throw new BuiltinException("template: missing value for command"));
        }
        while (tokens.TryTake("|"));
        return new(variables, declares, commands);
    }

    private static Operand ReadOperand(TemplateTokens tokens)
    {
        var token = tokens.Take();
        if (token == "(")
        {
            var inner = ReadPipeline(tokens);
            tokens.Expect(")");
            return new(null, null, null, inner, []);
        }
        if (token[0] is '"')
            return Constant(RegoJson.Parse(token));
        if (token[0] is '`')
            return Constant(new RegoString(token[1..^1]));
        if (char.IsAsciiDigit(token[0]) || token[0] == '-')
            return Constant(NumberFunctions.Parse(token) ?? throw new BuiltinException($"template: bad number {token}"));
        if (token is "true" or "false")
            return Constant(RegoBoolean.Of(token == "true"));
        if (token is "nil")
            return Constant(RegoNull.Instance);
        var parts = token.Split('.');
        return token == "." ? new(null, null, null, null, [])
            : parts[0].StartsWith('$') ? new(null, null, parts[0], null, parts[1..])
            : parts[0].Length == 0 ? new(null, null, null, null, parts[1..])
            : new(parts[0], null, null, null, parts[1..]);
    }

    private static Operand Constant(RegoValue value) => new(null, value, null, null, []);
}
