using Attestry.Primitives.Limits;
using Attestry.Rego.Evaluation;

namespace Attestry.Policy.Rules;

/// <summary>What one evaluation of a policy set may take.</summary>
/// <param name="Time">By the clock.</param>
public sealed record PolicyBudget(TimeSpan Time, EvaluationLimits Limits)
{
    public static readonly PolicyBudget Default = new(
        TimeSpan.FromSeconds(10),
        new EvaluationLimits { Steps = PolicyLimits.EvaluationSteps, AllocatedBytes = PolicyLimits.EvaluationBytes, OutputValues = 1_000_000 });
}
