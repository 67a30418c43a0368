using Attestry.Rego.Evaluation.Expressions;
using Attestry.Rego.Evaluation.Patterns;

namespace Attestry.Rego.Evaluation.Steps;

/// <summary>Holds when the term is defined and matches the pattern.</summary>
internal sealed class MatchStep(Expr term, Pattern pattern) : Step
{
    internal Expr Term => term;

    internal Pattern Pattern => pattern;

    internal override bool Run(Frame frame) =>
        term.Evaluate(frame) is not { } value || !pattern.Match(frame, value) || Next.Run(frame);
}
