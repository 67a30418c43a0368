using Attestry.Primitives.Limits;
using Attestry.Rego.Values;
using static Attestry.Rego.Builtins.GraphQl.GraphQlTokenKind;

namespace Attestry.Rego.Builtins.GraphQl;

/// <summary>What both kinds of documents are made of: names, values, types, arguments, directives (October 2021, §2.6 to §2.12).</summary>
internal abstract class GraphQlParser
{
    private readonly Dictionary<RegoObject, GraphQlPosition> _positions = new(ReferenceEqualityComparer.Instance);
    private readonly BuiltinContext _context;
    private readonly GraphQlLexer _lexer;
    private int _tokens;
    private int _depth;

    /// <exception cref="GraphQlException">It is longer than <see cref="GraphQlLimits.MaxCharacters"/>.</exception>
    protected GraphQlParser(BuiltinContext context, string text)
    {
        if (text.Length > GraphQlLimits.MaxCharacters)
            throw new GraphQlException($"exceeded character limit of {GraphQlLimits.MaxCharacters}", default);
        context.Charge(text.Length + 1L);
        _context = context;
        _lexer = new(text);
        Peek = _lexer.Read();
    }

    protected GraphQlToken Peek { get; private set; }

    protected GraphQlTree Tree(RegoObject root) => new(root, _positions);

    protected GraphQlToken Next()
    {
        var token = Peek;
        if (token.Kind == Invalid)
            throw new GraphQlException(token.Value, token.Position);
        if (++_tokens > GraphQlLimits.MaxTokens)
            throw new GraphQlException($"exceeded token limit of {GraphQlLimits.MaxTokens}", token.Position);
        _context.Charge(2);
        Peek = _lexer.Read();
        return token;
    }

    protected GraphQlToken Expect(GraphQlTokenKind kind) =>
        Peek.Kind == kind ? Next() : throw Fault($"Expected {GraphQlToken.Sign(kind)}, found {GraphQlToken.Sign(Peek.Kind)}");

    protected void ExpectKeyword(string word)
    {
        if (!IsKeyword(word))
            throw Fault($"Expected \"{word}\", found {Peek.Description}");
        Next();
    }

    protected bool IsKeyword(string word) => Peek.Kind == GraphQlTokenKind.Name && Peek.Value == word;

    protected bool Skip(GraphQlTokenKind kind)
    {
        if (Peek.Kind != kind)
            return false;
        Next();
        return true;
    }

    protected GraphQlException Unexpected() => Unexpected(Peek);

    protected static GraphQlException Unexpected(GraphQlToken token) => new($"Unexpected {token.Description}", token.Position);

    protected GraphQlException Fault(string message) => new(message, Peek.Position);

    protected RegoObject At(GraphQlPosition position, GraphQlNode node)
    {
        var built = node.Build();
        _positions[built] = position;
        return built;
    }

    /// <summary>One or more items between two signs; none when the first is not there.</summary>
    protected List<RegoValue> Some(GraphQlTokenKind open, GraphQlTokenKind close, Func<RegoValue> item)
    {
        if (Peek.Kind != open)
            return [];
        var items = Many(open, close, item, out var end);
        return items.Count > 0 ? items : throw new GraphQlException($"expected at least one definition, found {GraphQlToken.Sign(close)}", end);
    }

    protected string Name() => Expect(GraphQlTokenKind.Name).Value;

    protected List<RegoValue> Arguments(bool isConstant) => Some(OpenParenthesis, CloseParenthesis, () => Argument(isConstant));

    protected List<RegoValue> Directives(bool isConstant)
    {
        var directives = new List<RegoValue>();
        while (Skip(GraphQlTokenKind.At))
        {
            var position = Peek.Position;
            directives.Add(At(position, new GraphQlNode().Text("Name", Name()).List("Arguments", Arguments(isConstant)).Text("Location", "")));
        }
        return directives;
    }

    protected RegoObject Type() => Nested(() =>
    {
        var isList = Skip(OpenBracket);
        var position = Peek.Position;
        var node = isList ? new GraphQlNode().Text("NamedType", "").Node("Elem", Type()) : new GraphQlNode().Text("NamedType", Name());
        if (isList)
            Expect(CloseBracket);
        return At(position, node.Flag("NonNull", Skip(Bang)));
    });

    protected RegoObject? Default() => Skip(GraphQlTokenKind.Equals) ? Value(isConstant: true) : null;

    protected RegoObject Value(bool isConstant) => Nested(() =>
    {
        var position = Peek.Position;
        switch (Peek.Kind)
        {
            case OpenBracket:
                return Literal(position, GraphQlValueKind.List, "", Many(OpenBracket, CloseBracket, () => Child("", Value(isConstant)), out _));
            case OpenBrace:
                return Literal(position, GraphQlValueKind.Object, "", Many(OpenBrace, CloseBrace, () => Argument(isConstant), out _));
            case Dollar when !isConstant:
                Next();
                return Literal(position, GraphQlValueKind.Variable, Name());
            case Int:
                return Literal(position, GraphQlValueKind.Int, Next().Value);
            case Float:
                return Literal(position, GraphQlValueKind.Float, Next().Value);
            case GraphQlTokenKind.String:
                return Literal(position, GraphQlValueKind.String, Next().Value);
            case BlockString:
                return Literal(position, GraphQlValueKind.Block, Next().Value);
            case GraphQlTokenKind.Name:
                var kind = Peek.Value switch { "true" or "false" => GraphQlValueKind.Boolean, "null" => GraphQlValueKind.Null, _ => GraphQlValueKind.Enum };
                return Literal(position, kind, Next().Value);
            default:
                throw Unexpected();
        }
    });

    protected T Nested<T>(Func<T> read)
    {
        if (++_depth > GraphQlLimits.MaxDepth)
            throw Fault($"exceeded depth limit of {GraphQlLimits.MaxDepth}");
        var value = read();
        _depth--;
        return value;
    }

    private List<RegoValue> Many(GraphQlTokenKind open, GraphQlTokenKind close, Func<RegoValue> item, out GraphQlPosition end)
    {
        Expect(open);
        var items = new List<RegoValue>();
        while (Peek.Kind != close)
            items.Add(item());
        end = Peek.Position;
        Next();
        return items;
    }

    private RegoObject Argument(bool isConstant)
    {
        var position = Peek.Position;
        var name = Name();
        Expect(Colon);
        return At(position, new GraphQlNode().Text("Name", name).Node("Value", Value(isConstant)));
    }

    private static RegoObject Child(string name, RegoObject value) => new GraphQlNode().Text("Name", name).Node("Value", value).Build();

    private RegoObject Literal(GraphQlPosition position, GraphQlValueKind kind, string raw, List<RegoValue>? children = null) =>
        At(position, new GraphQlNode().Number("Kind", (int)kind).Text("Raw", raw).List("Children", children ?? []).Flag("ExpectedTypeHasDefault"));
}
