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
        if (array.Count >= FewestJoined && Join(frame, array) is { } join)
        {
            for (var i = FirstOf(frame, join, array.Items); i != EqualityJoin.None; i = join.After(i))
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
        if (set.Count >= FewestJoined && Join(frame, set) is { } join)
        {
            for (var i = FirstOf(frame, join, set.Items); i != EqualityJoin.None; i = join.After(i))
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
    private EqualityJoin? Join(Frame frame, RegoValue walked) =>
        _hint is null || frame.Context.Mocks is not null ? null : frame.Context.JoinOf(this, walked);

    private int FirstOf(Frame frame, EqualityJoin join, ReadOnlySpan<RegoValue> items) =>
        _hint!.Wanted.Evaluate(frame) is { } wanted ? join.First(frame.Context, items, _hint.Member, wanted) : EqualityJoin.None;
}
