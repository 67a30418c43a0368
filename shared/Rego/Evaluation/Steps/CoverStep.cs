using Attestry.Rego.Syntax;

namespace Attestry.Rego.Evaluation.Steps;

/// <summary>Notes that a place of the policy was reached.</summary>
internal sealed class CoverStep(SourceLocation place) : Step
{
    internal override bool Run(Frame frame)
    {
        frame.Context.Coverage?.Hit(place);
        return Next.Run(frame);
    }
}
