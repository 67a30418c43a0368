using Attestry.Rego.Syntax;
using Attestry.Rego.Syntax.Clauses;
using Attestry.Rego.Syntax.Terms;

namespace Attestry.Rego.Compilation;

/// <summary>
/// Takes calls, and references that are operands, out of negated expressions: they are evaluated before it. So
/// <c>not f(input.x)</c> is undefined, not true, where <c>input.x</c> is undefined; that is how OPA compiles it.
/// <c>import future.keywords.not</c> does away with it.
/// </summary>
internal sealed class NegationExpander
{
    private int _names;

    /// <summary>The expression, behind those that were taken out of it.</summary>
    internal IEnumerable<Expression> Expand(Expression expression)
    {
        if (!expression.Negated)
            return [expression];
        var before = new List<Expression>();
        var clause = expression.Clause switch
        {
            TermClause { Term: CallTerm { Function: VarTerm { Name: "equal" }, Arguments: [var left, var right] } call } =>
                new TermClause(call with { Arguments = [Side(left), Side(right)] }),
            TermClause { Term: CallTerm call } => new TermClause(Operands(call)),
            TermClause t => new TermClause(Side(t.Term)),
            UnifyClause u => new UnifyClause(Side(u.Left), Side(u.Right)),
            var other => other,
        };
        return before.Append(expression with { Clause = clause });

        CallTerm Operands(CallTerm call) => call with { Arguments = [.. call.Arguments.Select(Operand)] };

        // A reference may stand at the outside of a comparison: undefined there, the comparison does not hold.
        Term Side(Term term) => term switch
        {
            RefTerm reference => reference with { Head = reference.Head is VarTerm ? reference.Head : Operand(reference.Head), Operands = [.. reference.Operands.Select(Operand)] },
            _ => Operand(term),
        };

        Term Operand(Term term) => term switch
        {
            CallTerm call => TakenOut(Operands(call)),
            RefTerm reference => TakenOut(Side(reference)),
            ArrayTerm array => array with { Items = [.. array.Items.Select(Operand)] },
            SetTerm set => set with { Items = [.. set.Items.Select(Operand)] },
            ObjectTerm o => o with { Entries = [.. o.Entries.Select(e => (Operand(e.Key), Operand(e.Value)))] },
            _ => term,
        };

        VarTerm TakenOut(Term term)
        {
            var name = new VarTerm($"$h{_names++}", term.Location);
            before.Add(new Expression(new UnifyClause(name, term), false, expression.With, expression.Location));
            return name;
        }
    }
}
