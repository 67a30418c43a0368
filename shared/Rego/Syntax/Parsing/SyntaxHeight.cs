using Attestry.Rego.Syntax.Clauses;
using Attestry.Rego.Syntax.Terms;

namespace Attestry.Rego.Syntax.Parsing;

/// <summary>
/// Bounds how deep terms hold each other. Nesting is bounded while it is read, but <c>a + b + c + …</c> grows a tree without
/// nesting, and everything behind the parser walks trees by recursion. This walk does not.
/// </summary>
internal static class SyntaxHeight
{
    private const int Most = 1000;

    internal static void Demand(Body body, TokenReader tokens) => Demand(Of(body), tokens);

    internal static void Demand(Rule rule, TokenReader tokens)
    {
        for (Rule? at = rule; at is not null; at = at.Else)
            Demand([.. Of(at.Body), .. at.Arguments ?? [], .. at.Reference, at.Value], tokens);
    }

    private static void Demand(IEnumerable<Term> terms, TokenReader tokens)
    {
        var open = new Stack<(Term Term, int Height)>(terms.Select(t => (t, 1)));
        while (open.TryPop(out var at))
        {
            if (at.Height > Most)
                throw tokens.Fail("max recursion depth exceeded", at.Term.Location);
            foreach (var part in Parts(at.Term))
                open.Push((part, at.Height + 1));
        }
    }

    private static IEnumerable<Term> Parts(Term term) => term switch
    {
        RefTerm reference => reference.Operands.Prepend(reference.Head),
        ArrayTerm array => array.Items,
        SetTerm set => set.Items,
        ObjectTerm o => o.Entries.SelectMany(e => new[] { e.Key, e.Value }),
        CallTerm call => call.Arguments.Prepend(call.Function),
        TemplateTerm template => template.Parts,
        ArrayComprehension c => Of(c.Body).Append(c.Head),
        SetComprehension c => Of(c.Body).Append(c.Head),
        ObjectComprehension c => Of(c.Body).Append(c.Key).Append(c.Value),
        _ => [],
    };

    private static IEnumerable<Term> Of(Body body) => body.Expressions.SelectMany(e => Of(e.Clause).Concat(e.With.SelectMany(w => new[] { w.Target, w.Value })));

    private static IEnumerable<Term> Of(Clause clause) => clause switch
    {
        TermClause t => [t.Term],
        UnifyClause u => [u.Left, u.Right],
        AssignClause a => [a.Left, a.Right],
        SomeInClause s => s.Key is null ? [s.Value, s.Domain] : [s.Key, s.Value, s.Domain],
        EveryClause e => Of(e.Body).Append(e.Domain),
        NotClause n => Of(n.Body),
        _ => [],
    };
}
