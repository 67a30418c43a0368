using Attestry.Rego.Evaluation.Expressions;
using Attestry.Rego.Values;

namespace Attestry.Rego.Evaluation.Steps;

/// <summary>Holds when the term is defined and not <c>false</c>.</summary>
internal sealed class TestStep(Expr term) : Step
{
    internal Expr Term => term;

    internal override bool Run(Frame frame) =>
        term.Evaluate(frame) is not { } value || ReferenceEquals(value, RegoBoolean.False) || Next.Run(frame);
}
