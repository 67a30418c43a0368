using Attestry.Rego.Syntax.Clauses;
using Attestry.Rego.Syntax.Terms;

namespace Attestry.Rego.Syntax;

/// <summary>The terms that a part of a policy's syntax is made of, one level down.</summary>
public static class TermParts
{
    /// <summary>What stands directly in a term; empty for variables and scalars.</summary>
    public static IEnumerable<Term> Of(Term term) => term switch
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

    /// <summary>The terms of a body's expressions, and of what stands behind <c>with</c>.</summary>
    public static IEnumerable<Term> Of(Body body)
    {
        ArgumentNullException.ThrowIfNull(body);
        return body.Expressions.SelectMany(e => Of(e.Clause).Concat(e.With.SelectMany(w => new[] { w.Target, w.Value })));
    }

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
