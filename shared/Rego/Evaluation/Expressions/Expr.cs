using Attestry.Rego.Values;

namespace Attestry.Rego.Evaluation.Expressions;

/// <summary>A term all of whose variables are bound: it has one value, or none.</summary>
internal abstract class Expr
{
    /// <summary>The value; null when the term is undefined.</summary>
    internal abstract RegoValue? Evaluate(Frame frame);
}
