using Attestry.Rego.Builtins;
using Attestry.Rego.Syntax;
using Attestry.Rego.Values;

namespace Attestry.Rego.Evaluation.Expressions;

/// <summary>A call of a built-in function.</summary>
internal sealed class BuiltinCallExpr(Builtin builtin, Expr[] operands, SourceLocation location) : CallExpr(builtin.Name, operands, location)
{
    internal Builtin Builtin => builtin;

    protected override RegoValue? Call(EvaluationContext context, RegoValue[] values) => context.Call(builtin, values, Location);
}
