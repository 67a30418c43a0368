using Attestry.Rego.Values;
using static Attestry.Rego.Types.RegoType;

namespace Attestry.Rego.Builtins.Collections;

/// <summary>The set operators, and union and intersection of many sets.</summary>
internal static class SetFunctions
{
    internal static readonly IReadOnlyList<Builtin> All =
    [
        new("and", [SetOf(Any), SetOf(Any)], SetOf(Any), (context, o) => Intersection(context, o.Set(0), o.Set(1)), Infix: "&"),
        new("or", [SetOf(Any), SetOf(Any)], SetOf(Any), (context, o) => Union(context, o.Set(0), o.Set(1)), Infix: "|"),
        new("set_diff", [SetOf(Any), SetOf(Any)], SetOf(Any), (context, o) => Difference(context, o.Set(0), o.Set(1))),
        new("intersection", [SetOf(SetOf(Any))], SetOf(Any), IntersectionOfAll),
        new("union", [SetOf(SetOf(Any))], SetOf(Any), UnionOfAll),
    ];

    internal static RegoSet Difference(BuiltinContext context, RegoSet left, RegoSet right)
    {
        context.Charge(left.Count);
        var result = new RegoSet.Builder();
        foreach (var item in left.Unordered)
        {
            if (!right.Contains(item))
                result.Add(item);
        }
        return result.Build();
    }

    private static RegoSet Intersection(BuiltinContext context, RegoSet left, RegoSet right)
    {
        var (small, large) = left.Count <= right.Count ? (left, right) : (right, left);
        context.Charge(small.Count);
        var result = new RegoSet.Builder();
        foreach (var item in small.Unordered)
        {
            if (large.Contains(item))
                result.Add(item);
        }
        return result.Build();
    }

    private static RegoSet Union(BuiltinContext context, RegoSet left, RegoSet right)
    {
        context.Charge((long)left.Count + right.Count);
        var result = new RegoSet.Builder();
        foreach (var item in left.Unordered)
            result.Add(item);
        foreach (var item in right.Unordered)
            result.Add(item);
        return result.Build();
    }

    private static RegoSet IntersectionOfAll(BuiltinContext context, ReadOnlySpan<RegoValue> operands)
    {
        RegoSet? result = null;
        foreach (var item in operands.Set(0).Unordered)
        {
            var set = SetIn(operands, item);
            result = result is null ? set : Intersection(context, result, set);
        }
        return result ?? RegoSet.Empty;
    }

    private static RegoSet UnionOfAll(BuiltinContext context, ReadOnlySpan<RegoValue> operands)
    {
        var result = new RegoSet.Builder();
        foreach (var item in operands.Set(0).Unordered)
        {
            var set = SetIn(operands, item);
            context.Charge(set.Count);
            foreach (var member in set.Unordered)
                result.Add(member);
        }
        return result.Build();
    }

    private static RegoSet SetIn(ReadOnlySpan<RegoValue> operands, RegoValue item) =>
        item as RegoSet ?? throw Operands.WrongItem(operands, 0, "set of sets", item);
}
