using System.Runtime.CompilerServices;

namespace Attestry.Rego.Evaluation.Steps;

/// <summary>Stands between the steps of long bodies, which run within each other: a stack that runs out ends the evaluation, not the process.</summary>
internal sealed class GuardStep : Step
{
    internal override bool Run(Frame frame)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        return Next.Run(frame);
    }
}
