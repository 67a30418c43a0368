using Attestry.Rego.Values;

namespace Attestry.Rego.Evaluation.Expressions;

internal sealed class ArrayExpr(Expr[] items) : Expr
{
    internal override RegoValue? Evaluate(Frame frame)
    {
        var values = new RegoValue[items.Length];
        for (var i = 0; i < values.Length; i++)
        {
            if (items[i].Evaluate(frame) is not { } value)
                return null;
            values[i] = value;
        }
        return new RegoArray(values);
    }
}
