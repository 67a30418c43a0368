using Attestry.Rego.Syntax;
using Attestry.Rego.Syntax.Clauses;
using Attestry.Rego.Syntax.Terms;

namespace Attestry.Rego.Compilation;

/// <summary>Which variables occur in a resolved term or body, first occurrence first.</summary>
internal sealed class Variables
{
    private readonly bool _closures;

    private Variables(bool closures) => _closures = closures;

    internal Dictionary<string, SourceLocation> Found { get; } = [];

    /// <param name="closures">Also those inside comprehensions and <c>every</c>.</param>
    internal static Dictionary<string, SourceLocation> Of(IEnumerable<Term> terms, bool closures)
    {
        var variables = new Variables(closures);
        foreach (var term in terms)
            variables.Add(term);
        return variables.Found;
    }

    internal static Dictionary<string, SourceLocation> Of(Expression expression, bool closures)
    {
        var variables = new Variables(closures);
        variables.Add(expression);
        return variables.Found;
    }

    internal static Dictionary<string, SourceLocation> Of(Body body, bool closures)
    {
        var variables = new Variables(closures);
        foreach (var expression in body.Expressions)
            variables.Add(expression);
        return variables.Found;
    }

    private void Add(Expression expression)
    {
        foreach (var with in expression.With)
            Add(with.Value);
        switch (expression.Clause)
        {
            case TermClause t:
                Add(t.Term);
                break;
            case UnifyClause u:
                Add(u.Left);
                Add(u.Right);
                break;
            case SomeInClause s:
                if (s.Key is not null)
                    Add(s.Key);
                Add(s.Value);
                Add(s.Domain);
                break;
            case NotClause n when _closures:
                Add(n.Body);
                break;
            case EveryClause e:
                Add(e.Domain);
                if (_closures)
                    Add(e.Body);
                break;
        }
    }

    private void Add(Body body)
    {
        foreach (var expression in body.Expressions)
            Add(expression);
    }

    private void Add(IEnumerable<Term> terms)
    {
        foreach (var term in terms)
            Add(term);
    }

    private void Add(Term term)
    {
        switch (term)
        {
            case VarTerm { Name: not ("input" or "data") } variable:
                Found.TryAdd(variable.Name, variable.Location);
                break;
            case RefTerm reference:
                Add(reference.Head);
                Add(reference.Operands);
                break;
            case ArrayTerm array:
                Add(array.Items);
                break;
            case SetTerm set:
                Add(set.Items);
                break;
            case ObjectTerm o:
                Add(o.Entries.SelectMany(e => new[] { e.Key, e.Value }));
                break;
            case CallTerm call:
                Add(call.Arguments);
                break;
            case TemplateTerm template:
                Add(template.Parts);
                break;
            case ArrayComprehension c when _closures:
                Add(c.Head);
                Add(c.Body);
                break;
            case SetComprehension c when _closures:
                Add(c.Head);
                Add(c.Body);
                break;
            case ObjectComprehension c when _closures:
                Add([c.Key, c.Value]);
                Add(c.Body);
                break;
        }
    }
}
