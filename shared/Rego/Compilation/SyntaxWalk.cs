using Attestry.Rego.Syntax;
using Attestry.Rego.Syntax.Clauses;
using Attestry.Rego.Syntax.Terms;

namespace Attestry.Rego.Compilation;

/// <summary>Every term of a body or rule, outer ones first, those in comprehensions and inner bodies too.</summary>
internal static class SyntaxWalk
{
    internal static IEnumerable<Term> Terms(Rule rule)
    {
        for (Rule? at = rule; at is not null; at = at.Else)
        {
            foreach (var term in Terms(at.Body).Concat((at.Arguments ?? []).Concat(at.Reference).Append(at.Value).SelectMany(Terms)))
                yield return term;
        }
    }

    /// <summary>Every expression of a rule, those in comprehensions and inner bodies too; some more than once.</summary>
    internal static IEnumerable<Expression> Expressions(Rule rule)
    {
        var heads = Terms(rule).SelectMany(Inner);
        for (Rule? at = rule; at is not null; at = at.Else)
            heads = heads.Concat(at.Body.Expressions);
        return heads.SelectMany(WithInner);
    }

    private static IEnumerable<Expression> WithInner(Expression expression) => expression.Clause switch
    {
        EveryClause e => e.Body.Expressions.SelectMany(WithInner).Prepend(expression),
        NotClause n => n.Body.Expressions.SelectMany(WithInner).Prepend(expression),
        _ => [expression],
    };

    private static IReadOnlyList<Expression> Inner(Term term) => term switch
    {
        ArrayComprehension c => c.Body.Expressions,
        SetComprehension c => c.Body.Expressions,
        ObjectComprehension c => c.Body.Expressions,
        _ => [],
    };

    internal static IEnumerable<Term> Terms(Body body) => body.Expressions.SelectMany(Terms);

    internal static IEnumerable<Term> Terms(Expression expression)
    {
        var clause = expression.Clause switch
        {
            TermClause t => Terms(t.Term),
            UnifyClause u => Terms(u.Left).Concat(Terms(u.Right)),
            AssignClause a => Terms(a.Left).Concat(Terms(a.Right)),
            SomeInClause s => (s.Key is null ? [] : Terms(s.Key)).Concat(Terms(s.Value)).Concat(Terms(s.Domain)),
            EveryClause e => Terms(e.Domain).Concat(Terms(e.Body)),
            NotClause n => Terms(n.Body),
            SomeClause s => s.Variables,
            _ => [],
        };
        return clause.Concat(expression.With.SelectMany(w => Terms(w.Target).Concat(Terms(w.Value))));
    }

    internal static IEnumerable<Term> Terms(Term term)
    {
        IEnumerable<Term> inner = term switch
        {
            RefTerm reference => Terms(reference.Head).Concat(reference.Operands.SelectMany(Terms)),
            ArrayTerm array => array.Items.SelectMany(Terms),
            SetTerm set => set.Items.SelectMany(Terms),
            ObjectTerm o => o.Entries.SelectMany(e => Terms(e.Key).Concat(Terms(e.Value))),
            // The function's name is no reference of its own; whoever wants it looks at the call.
            CallTerm call => call.Arguments.SelectMany(Terms),
            TemplateTerm template => template.Parts.SelectMany(Terms),
            ArrayComprehension c => Terms(c.Body).Concat(Terms(c.Head)),
            SetComprehension c => Terms(c.Body).Concat(Terms(c.Head)),
            ObjectComprehension c => Terms(c.Body).Concat(Terms(c.Key)).Concat(Terms(c.Value)),
            _ => [],
        };
        return inner.Prepend(term);
    }
}
