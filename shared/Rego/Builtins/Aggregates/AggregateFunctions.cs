using Attestry.Rego.Builtins.Arithmetic;
using Attestry.Rego.Types;
using Attestry.Rego.Values;
using static Attestry.Rego.Types.RegoType;

namespace Attestry.Rego.Builtins.Aggregates;

/// <summary>One value from a collection.</summary>
internal static class AggregateFunctions
{
    internal static readonly IReadOnlyList<Builtin> All =
    [
        new("count", [OneOf(SetOf(Any), ArrayOf(Any), ObjectOf(Any, Any), Text)], Number, (_, o) => Count(o)),
        new("sum", [OneOf(SetOf(Number), ArrayOf(Number))], Number, (context, o) => Fold(context, o, 0, Numbers.Add)),
        new("product", [OneOf(SetOf(Number), ArrayOf(Number))], Number, (context, o) => Fold(context, o, 1, Numbers.Multiply)),
        new("max", [OneOf(SetOf(Any), ArrayOf(Any))], Any, (context, o) => Extreme(context, o, 1)),
        new("min", [OneOf(SetOf(Any), ArrayOf(Any))], Any, (context, o) => Extreme(context, o, -1)),
        new("sort", [OneOf(SetOf(Any), ArrayOf(Any))], ArrayOf(Any), Sort),
        new("all", [OneOf(SetOf(Any), ArrayOf(Any))], RegoType.Boolean, (context, o) => RegoBoolean.Of(AllOf(context, o))),
        new("any", [OneOf(SetOf(Any), ArrayOf(Any))], RegoType.Boolean, (context, o) => RegoBoolean.Of(AnyOf(context, o))),
    ];

    private static RegoNumber Count(ReadOnlySpan<RegoValue> operands) => operands[0] switch
    {
        RegoArray array => RegoNumber.Of(array.Count),
        RegoObject o => RegoNumber.Of(o.Count),
        RegoSet set => RegoNumber.Of(set.Count),
        RegoString text => RegoNumber.Of(text.Value.Length - text.Value.Count(char.IsLowSurrogate)),
        _ => throw Operands.Wrong(operands, 0, "one of {array, object, set, string}"),
    };

    private static RegoNumber Fold(BuiltinContext context, ReadOnlySpan<RegoValue> operands, long first, Func<BuiltinContext, RegoNumber, RegoNumber, RegoNumber> next)
    {
        var items = operands.Items(0, "one of {set, array}");
        context.Charge(items.Length);
        var result = RegoNumber.Of(first);
        foreach (var item in items)
        {
            result = item is RegoNumber number
                ? next(context, result, number)
                : throw Operands.WrongItem(operands, 0, operands[0] is RegoSet ? "set of numbers" : "array of numbers", item);
        }
        return result;
    }

    private static RegoValue? Extreme(BuiltinContext context, ReadOnlySpan<RegoValue> operands, int sign)
    {
        var items = operands.Items(0, "one of {set, array}");
        context.Charge(items.Length);
        RegoValue? best = null;
        foreach (var item in items)
            best = best is null || item.CompareTo(best) * sign > 0 ? item : best;
        return best;
    }

    private static RegoArray Sort(BuiltinContext context, ReadOnlySpan<RegoValue> operands)
    {
        var sorted = operands.Items(0, "one of {set, array}").ToArray();
        context.Charge((long)sorted.Length * (System.Numerics.BitOperations.Log2((uint)sorted.Length) + 1));
        if (operands[0] is RegoArray)
            Array.Sort(sorted);
        return new(sorted);
    }

    private static bool AllOf(BuiltinContext context, ReadOnlySpan<RegoValue> operands)
    {
        var items = operands.Items(0, "one of {array, set}");
        context.Charge(items.Length);
        foreach (var item in items)
        {
            if (item is not RegoBoolean { Value: true })
                return false;
        }
        return true;
    }

    private static bool AnyOf(BuiltinContext context, ReadOnlySpan<RegoValue> operands)
    {
        var items = operands.Items(0, "one of {array, set}");
        context.Charge(items.Length);
        foreach (var item in items)
        {
            if (item is RegoBoolean { Value: true })
                return true;
        }
        return false;
    }
}
