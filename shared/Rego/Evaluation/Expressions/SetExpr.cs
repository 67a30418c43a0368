using Attestry.Rego.Values;

namespace Attestry.Rego.Evaluation.Expressions;

internal sealed class SetExpr(Expr[] items) : Expr
{
    internal override RegoValue? Evaluate(Frame frame)
    {
        var values = new RegoSet.Builder();
        foreach (var item in items)
        {
            if (item.Evaluate(frame) is not { } value)
                return null;
            values.Add(value);
        }
        return values.Build();
    }
}
