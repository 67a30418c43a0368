using Attestry.Rego.Values;

namespace Attestry.Rego.Evaluation.Expressions;

internal sealed class ObjectExpr((Expr Key, Expr Value)[] entries) : Expr
{
    internal override RegoValue? Evaluate(Frame frame)
    {
        var values = new RegoObject.Builder();
        foreach (var (key, value) in entries)
        {
            if (key.Evaluate(frame) is not { } k || value.Evaluate(frame) is not { } v)
                return null;
            values.Set(k, v);
        }
        return values.Build();
    }
}
