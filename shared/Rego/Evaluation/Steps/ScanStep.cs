using Attestry.Rego.Evaluation.Expressions;
using Attestry.Rego.Evaluation.Patterns;
using Attestry.Rego.Values;

namespace Attestry.Rego.Evaluation.Steps;

/// <summary>Walks a collection: for each entry whose key and value match.</summary>
internal sealed class ScanStep(Expr collection, Pattern key, Pattern value) : Step
{
    // Of fewer entries each is looked at.
    private const int FewestJoined = 16;

    private EqualityHint? _hint;

    /// <summary>Learns from the step behind it which entries are worth a try.</summary>
    internal void Foresee(Step next)
    {
        if (value is BindPattern entry && key is AnyPattern or BindPattern)
            _hint = EqualityHint.Of(next, entry.Slot, (key as BindPattern)?.Slot ?? -1);
    }

    internal override bool Run(Frame frame) => collection.Evaluate(frame) switch
    {
        RegoArray array => Array(frame, array),
        RegoObject o => Object(frame, o),
        RegoSet set => Set(frame, set),
        _ => true,
    };

    private bool Array(Frame frame, RegoArray array)
    {
        if (array.Count >= FewestJoined && Worthwhile(frame, array, array.Items) is { } positions)
        {
            foreach (var i in positions)
            {
                if (!Try(frame, RegoNumber.Of(i), array[i]))
                    return false;
            }
            return true;
        }
        for (var i = 0; i < array.Count; i++)
        {
            if (!Try(frame, RegoNumber.Of(i), array[i]))
                return false;
        }
        return true;
    }

    private bool Object(Frame frame, RegoObject o)
    {
        for (var i = 0; i < o.Count; i++)
        {
            var entry = o.At(i);
            if (!Try(frame, entry.Key, entry.Value))
                return false;
        }
        return true;
    }

    private bool Set(Frame frame, RegoSet set)
    {
        if (set.Count >= FewestJoined && Worthwhile(frame, set, set.Items) is { } positions)
        {
            foreach (var i in positions)
            {
                if (!Try(frame, set.Items[i], set.Items[i]))
                    return false;
            }
            return true;
        }
        for (var i = 0; i < set.Count; i++)
        {
            if (!Try(frame, set.Items[i], set.Items[i]))
                return false;
        }
        return true;
    }

    private bool Try(Frame frame, RegoValue k, RegoValue v)
    {
        frame.Context.Step();
        return !key.Match(frame, k) || !value.Match(frame, v) || Next.Run(frame);
    }

    // Null: each entry is to be tried, on the first walk through a collection or without a hint. A mock may stand in for the comparison.
    private List<int>? Worthwhile(Frame frame, RegoValue walked, ReadOnlySpan<RegoValue> items)
    {
        if (_hint is null || frame.Context.Mocks is not null || frame.Context.JoinOf(this, walked) is not { } join)
            return null;
        return _hint.Wanted.Evaluate(frame) is { } wanted ? join.Find(frame.Context, items, _hint.Member, wanted) : [];
    }
}
