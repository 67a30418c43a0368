using Attestry.Rego.Syntax.Lexing;
using Attestry.Rego.Syntax.Terms;
using Attestry.Rego.Values;

namespace Attestry.Rego.Syntax.Parsing;

/// <summary>Terms: literals, references, calls, comprehensions and infix operators by their precedence.</summary>
internal sealed class TermParser(TokenReader tokens)
{
    // Loosest first. `in` binds looser than all of them.
    private static readonly (string Symbol, string Function)[][] Levels =
    [
        [("==", "equal"), ("!=", "neq"), ("<=", "lte"), (">=", "gte"), ("<", "lt"), (">", "gt")],
        [("|", "or")],
        [("&", "and")],
        [("+", "plus"), ("-", "minus")],
        [("*", "mul"), ("/", "div"), ("%", "rem")],
    ];

    private const int UnionLevel = 1;

    private BodyParser? _bodies;

    // Bodies hold terms and comprehensions hold bodies.
    internal BodyParser Bodies => _bodies ??= new BodyParser(tokens, this);

    /// <summary>A term with operators; where <paramref name="pairs"/>, also <c>key, value in domain</c>.</summary>
    internal Term Infix(bool pairs) => tokens.Nested(() => In(Level(0), pairs));

    /// <summary>Items up to <paramref name="end"/>, which is taken; a comma may trail.</summary>
    internal List<Term> List(string end)
    {
        var items = new List<Term>();
        while (!tokens.TryTake(end))
        {
            items.Add(Infix(pairs: false));
            if (!tokens.Current.Is(end))
                tokens.Demand(",");
        }
        return items;
    }

    /// <summary>A term without operators around it, with its operands and calls.</summary>
    internal Term Operand() => tokens.Nested(() => Postfix(Primary()));

    private Term In(Term left, bool pairs)
    {
        while (true)
        {
            if (pairs && tokens.Current.Is(",") && TryPair(left, out var pair))
                left = pair;
            else if (tokens.AtKeyword("in"))
                left = Member("internal.member_2", left, tokens.Take().Location, Level(0));
            else
                return left;
        }
    }

    private bool TryPair(Term key, out Term pair)
    {
        var start = tokens.Position;
        tokens.Take();
        if (tokens.Try(() => Level(0), out var value) && tokens.AtKeyword("in"))
        {
            tokens.Take();
            pair = new CallTerm(Function("internal.member_3", key.Location), [key, value, Level(0)], key.Location);
            return true;
        }
        tokens.Position = start;
        pair = key;
        return false;
    }

    private static CallTerm Member(string function, Term left, SourceLocation at, Term right) =>
        new(Function(function, at), [left, right], left.Location);

    private Term Level(int level, bool union = true)
    {
        if (level == Levels.Length)
            return Operand();
        return Rest(Level(level + 1, union), level, union);
    }

    private Term Rest(Term left, int level, bool union)
    {
        while (OperatorAt(level, union) is { } function)
        {
            tokens.Take();
            left = new CallTerm(Function(function, left.Location), [left, Level(level + 1, union)], left.Location);
        }
        return left;
    }

    private string? OperatorAt(int level, bool union)
    {
        if (tokens.Current.Kind != TokenKind.Symbol || (level == UnionLevel && !union))
            return null;
        foreach (var (symbol, function) in Levels[level])
        {
            if (tokens.Current.Text == symbol)
                return function;
        }
        return null;
    }

    /// <summary>A function's name as the reference that calls hold; <c>internal.member_2</c> has an operand.</summary>
    internal static Term Function(string name, SourceLocation at)
    {
        var parts = name.Split('.');
        var head = new VarTerm(parts[0], at);
        return parts.Length == 1 ? head : new RefTerm(head, [.. parts[1..].Select(p => new ScalarTerm(new RegoString(p), at))], at);
    }

    private Term Primary()
    {
        var token = tokens.Current;
        switch (token.Kind)
        {
            case TokenKind.Text or TokenKind.RawText:
                tokens.Take();
                return new ScalarTerm(new RegoString(token.Text), token.Location);
            case TokenKind.Number:
                return Number(negative: false);
            case TokenKind.TemplateStart:
                return Template();
            case TokenKind.Keyword:
                return Keyword();
            case TokenKind.Identifier:
                tokens.Take();
                return new VarTerm(token.Text == "_" ? tokens.NewName() : token.Text, token.Location);
        }
        return token.Text switch
        {
            "-" when tokens.Following is { Kind: TokenKind.Number, AfterSpace: false } => Number(negative: true),
            "[" => Bracketed(),
            "{" => Braced(),
            "(" => Parenthesised(),
            _ => throw tokens.Unexpected(),
        };
    }

    private ScalarTerm Number(bool negative)
    {
        var start = tokens.Location;
        if (negative)
            tokens.Take();
        var text = (negative ? "-" : "") + tokens.Take().Text;
        return RegoNumber.TryParse(text, out var number)
            ? new ScalarTerm(number, start)
            : throw tokens.Fail("expected number", start);
    }

    private ScalarTerm Keyword()
    {
        RegoValue? value = tokens.Current.Text switch
        {
            "true" => RegoBoolean.True,
            "false" => RegoBoolean.False,
            "null" => RegoNull.Instance,
            _ => null,
        };
        return value is null ? throw tokens.Unexpected() : new ScalarTerm(value, tokens.Take().Location);
    }

    private TemplateTerm Template()
    {
        var start = tokens.Take().Location;
        var parts = new List<Term>();
        while (tokens.Current.Kind != TokenKind.TemplateEnd)
        {
            if (tokens.Current.Kind == TokenKind.TemplatePiece)
            {
                var piece = tokens.Take();
                if (piece.Text.Length > 0)
                    parts.Add(new ScalarTerm(new RegoString(piece.Text), piece.Location));
            }
            else
            {
                parts.Add(Infix(pairs: false));
                tokens.Demand("}");
            }
            // An expression stands between two pieces, even empty ones; one piece after another ends the string.
        }
        tokens.Take();
        return new TemplateTerm(parts, start);
    }

    private Term Parenthesised()
    {
        tokens.Take();
        var inner = Infix(pairs: true);
        tokens.Demand(")");
        return inner.IsGrouped ? inner : inner with { IsGrouped = true };
    }

    private Term Bracketed()
    {
        var start = tokens.Take().Location;
        if (tokens.TryTake("]"))
            return new ArrayTerm([], start);
        var head = Level(0, union: false);
        if (TryComprehension("]") is { } body)
            return new ArrayComprehension(head, body, start);
        return new ArrayTerm(Continue(head, "]"), start);
    }

    private Term Braced()
    {
        var start = tokens.Take().Location;
        if (tokens.TryTake("}"))
            return new ObjectTerm([], start);
        var head = Level(0, union: false);
        if (TryComprehension("}") is { } body)
            return new SetComprehension(head, body, start);
        if (!tokens.TryTake(":"))
            return new SetTerm(Continue(head, "}"), start);
        var value = Level(0, union: false);
        if (TryComprehension("}") is { } objectBody)
            return new ObjectComprehension(head, value, objectBody, start);
        return Entries(head, Finish(value), start);
    }

    private ObjectTerm Entries(Term key, Term value, SourceLocation start)
    {
        var entries = new List<(Term, Term)> { (key, value) };
        while (!tokens.TryTake("}"))
        {
            tokens.Demand(",");
            if (tokens.TryTake("}"))
                break;
            key = Infix(pairs: false);
            tokens.Demand(":");
            entries.Add((key, Infix(pairs: false)));
        }
        return new ObjectTerm(entries, start);
    }

    // `|` after the first item starts a comprehension where what follows reads as a body, else it is a union.
    private Body? TryComprehension(string end)
    {
        if (!tokens.Current.Is("|"))
            return null;
        return tokens.Try(
            () =>
            {
                tokens.Take();
                return Bodies.Until(end);
            },
            out var body) ? body : null;
    }

    private List<Term> Continue(Term first, string end)
    {
        var items = new List<Term> { Finish(first) };
        if (tokens.TryTake(end))
            return items;
        tokens.Demand(",");
        items.AddRange(List(end));
        return items;
    }

    // The item was read without unions and `in`: what is left of it follows.
    private Term Finish(Term item) => In(Rest(Rest(item, UnionLevel, union: true), 0, union: true), pairs: false);

    private Term Postfix(Term term)
    {
        while (!tokens.Current.AfterSpace)
        {
            if (tokens.Current.Is("(") && term is VarTerm or RefTerm)
            {
                tokens.Take();
                term = new CallTerm(term, List(")"), term.Location) is var call && IsEmptySet(call)
                    ? new SetTerm([], term.Location)
                    : call;
            }
            else if (tokens.Current.Is(".") && CanRefer(term))
            {
                tokens.Take();
                term = Extend(term, Member());
            }
            else if (tokens.Current.Is("[") && CanRefer(term))
            {
                tokens.Take();
                term = Extend(term, Infix(pairs: false));
                tokens.Demand("]");
            }
            else
            {
                break;
            }
        }
        return term;
    }

    private static bool IsEmptySet(CallTerm call) => call is { Function: VarTerm { Name: "set" }, Arguments.Count: 0 };

    private static bool CanRefer(Term term) => term is not (ScalarTerm or TemplateTerm);

    private RefTerm Extend(Term term, Term operand)
    {
        if (term is not RefTerm reference)
            return new RefTerm(term, [operand], term.Location);
        return reference.Operands.Count < TokenReader.LongestReference
            ? reference with { Operands = [.. reference.Operands, operand] }
            : throw tokens.TooDeep(term.Location);
    }

    // Behind a dot keywords are plain names.
    private ScalarTerm Member()
    {
        var token = tokens.Current;
        if (token.Kind is not (TokenKind.Identifier or TokenKind.Keyword) || token.AfterSpace)
            throw tokens.Unexpected("expected identifier");
        tokens.Take();
        return new ScalarTerm(new RegoString(token.Text), token.Location);
    }
}
