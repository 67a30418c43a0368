using Attestry.Rego.Values;

namespace Attestry.Rego.Evaluation.Expressions;

internal sealed class ConstantExpr(RegoValue value) : Expr
{
    internal RegoValue Value => value;

    internal override RegoValue Evaluate(Frame frame) => value;
}
