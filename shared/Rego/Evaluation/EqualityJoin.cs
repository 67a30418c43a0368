using System.Runtime.InteropServices;
using Attestry.Rego.Evaluation.Expressions;
using Attestry.Rego.Values;

namespace Attestry.Rego.Evaluation;

/// <summary>Positions of a collection's entries by one of their members, for walks that are repeated: a thousand packages by name for each of fifty advisories.</summary>
internal sealed class EqualityJoin(RegoValue collection)
{
    internal const int None = -1;

    private Dictionary<RegoValue, (int First, int Last)>? _places;
    private int[] _next = [];

    internal RegoValue Collection => collection;

    /// <summary>The first position of an entry whose member has the value; <see cref="None"/> when there is none.</summary>
    internal int First(EvaluationContext context, ReadOnlySpan<RegoValue> items, RegoValue member, RegoValue value)
    {
        if (_places is null)
            Gather(context, items, member);
        return _places!.TryGetValue(value, out var place) ? place.First : None;
    }

    /// <summary>The next position with the same value.</summary>
    internal int After(int position) => _next[position];

    private void Gather(EvaluationContext context, ReadOnlySpan<RegoValue> items, RegoValue member)
    {
        _places = new(items.Length);
        _next = new int[items.Length];
        for (var i = 0; i < items.Length; i++)
        {
            context.Step();
            _next[i] = None;
            if (Lookup.Get(items[i], member) is not { } value)
                continue;
            ref var place = ref CollectionsMarshal.GetValueRefOrAddDefault(_places, value, out var known);
            if (known)
                _next[place.Last] = i;
            place = (known ? place.First : i, i);
        }
    }
}
