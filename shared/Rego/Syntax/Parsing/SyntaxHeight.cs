namespace Attestry.Rego.Syntax.Parsing;

/// <summary>
/// Bounds how deep terms hold each other. Nesting is bounded while it is read, but <c>a + b + c + …</c> grows a tree without
/// nesting, and everything behind the parser walks trees by recursion. This walk does not.
/// </summary>
internal static class SyntaxHeight
{
    private const int Most = 1000;

    internal static void Demand(Body body, TokenReader tokens) => Demand(TermParts.Of(body), tokens);

    internal static void Demand(Rule rule, TokenReader tokens)
    {
        for (Rule? at = rule; at is not null; at = at.Else)
            Demand([.. TermParts.Of(at.Body), .. at.Arguments ?? [], .. at.Reference, at.Value], tokens);
    }

    private static void Demand(IEnumerable<Term> terms, TokenReader tokens)
    {
        var open = new Stack<(Term Term, int Height)>(terms.Select(t => (t, 1)));
        while (open.TryPop(out var at))
        {
            if (at.Height > Most)
                throw tokens.Fail("max recursion depth exceeded", at.Term.Location);
            foreach (var part in TermParts.Of(at.Term))
                open.Push((part, at.Height + 1));
        }
    }
}
