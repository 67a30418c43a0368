using Attestry.Rego.Values;

namespace Attestry.Rego.Evaluation.Expressions;

internal sealed class InputExpr : Expr
{
    internal override RegoValue? Evaluate(Frame frame) => frame.Context.Input;
}
