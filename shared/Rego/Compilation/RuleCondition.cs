using Attestry.Rego.Evaluation.Expressions;
using Attestry.Rego.Evaluation.Patterns;
using Attestry.Rego.Syntax;
using Attestry.Rego.Syntax.Clauses;
using Attestry.Rego.Syntax.Terms;
using Attestry.Rego.Values;

namespace Attestry.Rego.Compilation;

/// <summary>Something without which a rule's body cannot hold: one place of the input, or one argument, equals a literal.</summary>
/// <param name="Argument">The position of the argument; -1 for the input.</param>
/// <param name="Path">Below the input; empty for an argument.</param>
internal sealed record RuleCondition(int Argument, RegoArray Path, RegoValue Value)
{
    /// <summary>The first condition of a resolved rule; null when it has none.</summary>
    internal static RuleCondition? Of(Rule rule, IReadOnlyList<Pattern?> parameters)
    {
        for (var i = 0; i < parameters.Count; i++)
        {
            if (parameters[i] is EqualPattern { Expected: ConstantExpr literal })
                return new(i, RegoArray.Empty, literal.Value);
        }
        return rule.Body.Expressions.Where(e => !e.Negated && e.With.Count == 0).Select(Of).FirstOrDefault(c => c is not null);
    }

    private static RuleCondition? Of(Expression expression) => expression.Clause switch
    {
        UnifyClause u => Of(u.Left, u.Right) ?? Of(u.Right, u.Left),
        TermClause { Term: CallTerm { Function: VarTerm { Name: "equal" }, Arguments: [var left, var right] } } => Of(left, right) ?? Of(right, left),
        _ => null,
    };

    private static RuleCondition? Of(Term reference, Term literal) =>
        reference is RefTerm { Head: VarTerm { Name: "input" } } place && literal is ScalarTerm scalar && place.Operands.All(o => o is ScalarTerm)
            ? new(-1, RegoArray.From(place.Operands.Select(o => ((ScalarTerm)o).Value)), scalar.Value)
            : null;
}
