using Attestry.Rego.Evaluation.Expressions;
using Attestry.Rego.Values;

namespace Attestry.Rego.Evaluation.Patterns;

/// <summary>A term whose value is known.</summary>
internal sealed class EqualPattern(Expr expected) : Pattern
{
    internal Expr Expected => expected;

    internal override bool Match(Frame frame, RegoValue value) => expected.Evaluate(frame) is { } known && known.Equals(value);
}
