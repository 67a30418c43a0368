using Attestry.Rego.Values;

namespace Attestry.Rego.Evaluation.Expressions;

/// <summary><c>collection[key]</c> with a known key.</summary>
internal sealed class IndexExpr(Expr collection, Expr key) : Expr
{
    internal Expr Collection => collection;

    internal Expr Key => key;

    internal override RegoValue? Evaluate(Frame frame)
    {
        var value = collection.Evaluate(frame);
        return value is not null && key.Evaluate(frame) is { } at ? Lookup.Get(value, at) : null;
    }
}
