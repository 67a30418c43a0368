using Attestry.Contracts.Documents;

namespace Attestry.Policy.Exceptions;

/// <summary>Takes away what exceptions cover; what is taken away stays in the decision, with the exception's id.</summary>
/// <param name="exceptions">In force, and covering the artifact; of several that cover an entry the first is named.</param>
internal sealed class ExceptionFilter(IReadOnlyList<ExceptionDocument> exceptions)
{
    internal DecisionEntry Apply(DecisionEntry entry) =>
        entry.Effect == DecisionEffect.Info || exceptions.FirstOrDefault(exception => ExceptionScope.Covers(exception, entry)) is not { } covering
            ? entry
            : entry with { Exception = covering.Id };
}
