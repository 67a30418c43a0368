using Attestry.Rego.Values;

namespace Attestry.Rego.Evaluation;

/// <summary>The variables of one rule or query while it is evaluated. Which slot is bound at which step is known when it is compiled.</summary>
internal sealed class Frame(EvaluationContext context, int slots, int work)
{
    internal readonly RegoValue?[] Slots = slots == 0 ? [] : new RegoValue?[slots];

    /// <summary>What comprehensions gather, each in a place of its own.</summary>
    internal readonly object?[] Work = work == 0 ? [] : new object?[work];

    /// <summary>Replaced while an expression runs under <c>with</c>.</summary>
    internal EvaluationContext Context = context;
}
