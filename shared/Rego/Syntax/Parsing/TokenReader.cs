using System.Diagnostics.CodeAnalysis;
using Attestry.Rego.Syntax.Lexing;

namespace Attestry.Rego.Syntax.Parsing;

/// <summary>The tokens of a file with a place to go back to; bounds how often they are read again and how deep terms nest.</summary>
internal sealed class TokenReader(string source, List<Token> tokens)
{
    // What C# spends of a thread's stack on one level of nesting allows several times this.
    private const int DeepestNesting = 250;

    /// <summary>Parts of one reference, and of a package's name: the tree of documents is walked by recursion.</summary>
    internal const int LongestReference = 500;

    // What an exception costs for each level that it leaves, in steps.
    private const int StepsPerLevelLeft = 16;

    // Going back is needed where braces may open a body, a set or a comprehension; nesting such doubts must not double the work each time.
    private readonly long _mostSteps = 64L * tokens.Count + 10_000;

    private long _steps;
    private int _depth;
    private int _deepest;
    private bool _isTooDeep;
    private int _names;

    internal int Position { get; set; }

    internal string Source => source;

    internal Token Current => tokens[Position];

    internal Token Following => tokens[Math.Min(Position + 1, tokens.Count - 1)];

    internal Token Previous => tokens[Math.Max(Position - 1, 0)];

    internal SourceLocation Location => Current.Location;

    internal bool AtEnd => Current.Kind == TokenKind.End;

    internal Token Take()
    {
        if (++_steps > _mostSteps)
            throw Fail("the policy is too ambiguous to parse; put parentheses around unions");
        var taken = Current;
        if (Position < tokens.Count - 1)
            Position++;
        return taken;
    }

    internal bool TryTake(string symbol)
    {
        if (!Current.Is(symbol))
            return false;
        Take();
        return true;
    }

    internal bool TryTakeKeyword(string word)
    {
        if (!AtKeyword(word))
            return false;
        Take();
        return true;
    }

    internal bool AtKeyword(string word) => Current.Kind == TokenKind.Keyword && Current.Text == word;

    internal void Demand(string symbol)
    {
        if (!TryTake(symbol))
            throw Unexpected($"expected {symbol}");
    }

    /// <summary>A variable that no policy can name.</summary>
    internal string NewName() => $"$w{_names++}";

    internal T Nested<T>(Func<T> parse)
    {
        if (++_depth > DeepestNesting)
            throw TooDeep(Location);
        _deepest = Math.Max(_deepest, _depth);
        try
        {
            return parse();
        }
        finally
        {
            _depth--;
        }
    }

    /// <summary>Tries <paramref name="parse"/>; when it finds an error, nothing was taken.</summary>
    internal bool Try<T>(Func<T> parse, [NotNullWhen(true)] out T? parsed)
        where T : class
    {
        var (position, depth) = (Position, _depth);
        _deepest = depth;
        try
        {
            parsed = parse();
            return true;
        }
        catch (RegoException)
        {
            _steps += (1 + _deepest - depth) * StepsPerLevelLeft;
            (Position, _depth) = (position, depth);
            // Read in another way, it is nested no less.
            if (_steps > _mostSteps || _isTooDeep)
                throw;
            parsed = null;
            return false;
        }
    }

    internal RegoException TooDeep(SourceLocation at)
    {
        _isTooDeep = true;
        return Fail("max recursion depth exceeded", at);
    }

    internal RegoException Unexpected(string? hint = null) =>
        Fail($"unexpected {Current.Described}{(hint is null ? "" : $": {hint}")}");

    internal RegoException Fail(string message, SourceLocation? at = null)
    {
        var place = at ?? Location;
        return new RegoException(new RegoError("rego_parse_error", message, place, SourceLines.At(source, place)));
    }
}
