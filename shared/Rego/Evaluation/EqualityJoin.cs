using System.Runtime.InteropServices;
using Attestry.Rego.Evaluation.Expressions;
using Attestry.Rego.Values;

namespace Attestry.Rego.Evaluation;

/// <summary>Positions of a collection's entries by one of their members, for walks that are repeated: a thousand packages by name for each of fifty advisories.</summary>
internal sealed class EqualityJoin(RegoValue collection)
{
    private static readonly List<int> None = [];

    private Dictionary<RegoValue, List<int>>? _positions;

    internal RegoValue Collection => collection;

    /// <summary>In order, the positions of the entries whose member has the value.</summary>
    internal List<int> Find(EvaluationContext context, ReadOnlySpan<RegoValue> items, RegoValue member, RegoValue value) =>
        (_positions ??= Gather(context, items, member)).GetValueOrDefault(value) ?? None;

    private static Dictionary<RegoValue, List<int>> Gather(EvaluationContext context, ReadOnlySpan<RegoValue> items, RegoValue member)
    {
        var positions = new Dictionary<RegoValue, List<int>>();
        for (var i = 0; i < items.Length; i++)
        {
            context.Step();
            if (Lookup.Get(items[i], member) is { } value)
                (CollectionsMarshal.GetValueRefOrAddDefault(positions, value, out _) ??= []).Add(i);
        }
        return positions;
    }
}
