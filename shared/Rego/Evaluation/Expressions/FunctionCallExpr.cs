using Attestry.Rego.Compilation;
using Attestry.Rego.Syntax;
using Attestry.Rego.Values;

namespace Attestry.Rego.Evaluation.Expressions;

/// <summary>A call of a function that rules define.</summary>
internal sealed class FunctionCallExpr(RuleNode function, Expr[] operands, SourceLocation location) : CallExpr(function.Name, operands, location)
{
    protected override RegoValue? Call(EvaluationContext context, RegoValue[] values) => RuleEvaluator.Call(context, function, values);
}
