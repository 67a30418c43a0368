using Attestry.Rego.Types;
using Attestry.Rego.Values;
using static Attestry.Rego.Types.RegoType;

namespace Attestry.Rego.Builtins.Collections;

/// <summary><c>object.*</c></summary>
internal static class ObjectFunctions
{
    private static readonly RegoType AnyObject = ObjectOf(Any, Any);

    private static readonly RegoType Keys = OneOf(ArrayOf(Any), SetOf(Any), AnyObject);

    internal static readonly IReadOnlyList<Builtin> All =
    [
        new("object.get", [AnyObject, Any, Any], Any, Get),
        new("object.keys", [AnyObject], SetOf(Any), KeysOf),
        new("object.filter", [AnyObject, Keys], Any, Filter),
        new("object.remove", [AnyObject, Keys], Any, Remove),
        new("object.subset", [OneOf(AnyObject, SetOf(Any), ArrayOf(Any)), OneOf(AnyObject, SetOf(Any), ArrayOf(Any))], Any, Subset),
        new("object.union", [AnyObject, AnyObject], Any, (context, o) => Merge(context, o.Object(0), o.Object(1))),
        new("object.union_n", [ArrayOf(AnyObject)], Any, UnionOfAll),
    ];

    /// <summary>An array as the key is a path into nested objects and arrays.</summary>
    private static RegoValue Get(BuiltinContext context, ReadOnlySpan<RegoValue> operands)
    {
        RegoValue? found = operands.Object(0);
        if (operands[1] is not RegoArray path)
            return ((RegoObject)found).TryGet(operands[1], out var value) ? value : operands[2];
        context.Charge(path.Count);
        foreach (var segment in path.Items)
        {
            found = Child(found, segment);
            if (found is null)
                return operands[2];
        }
        return found;
    }

    private static RegoValue? Child(RegoValue value, RegoValue key) => value switch
    {
        RegoObject o => o.TryGet(key, out var child) ? child : null,
        RegoArray array => key is RegoNumber number && number.TryGetInt64(out var at) && at >= 0 && at < array.Count ? array[(int)at] : null,
        RegoSet set => set.Contains(key) ? key : null,
        _ => null,
    };

    private static RegoSet KeysOf(BuiltinContext context, ReadOnlySpan<RegoValue> operands)
    {
        var o = operands.Object(0);
        context.Charge(o.Count);
        return RegoSet.From(o.Entries.Select(e => e.Key));
    }

    private static RegoObject Filter(BuiltinContext context, ReadOnlySpan<RegoValue> operands)
    {
        var o = operands.Object(0);
        var kept = new RegoObject.Builder();
        foreach (var key in KeysIn(context, operands))
        {
            if (o.TryGet(key, out var value))
                kept.Set(key, value);
        }
        return kept.Build();
    }

    private static RegoObject Remove(BuiltinContext context, ReadOnlySpan<RegoValue> operands)
    {
        var o = operands.Object(0);
        var removed = KeysIn(context, operands).ToHashSet();
        context.Charge(o.Count);
        return RegoObject.From(o.Entries.Where(e => !removed.Contains(e.Key)));
    }

    private static List<RegoValue> KeysIn(BuiltinContext context, ReadOnlySpan<RegoValue> operands)
    {
        List<RegoValue> keys = operands[1] is RegoObject o
            ? [.. o.Entries.Select(e => e.Key)]
            : [.. operands.Items(1, "one of {object, set, array}")];
        context.Charge(keys.Count);
        return keys;
    }

    private static RegoBoolean Subset(BuiltinContext context, ReadOnlySpan<RegoValue> operands) => (operands[0], operands[1]) switch
    {
        (RegoObject super, RegoObject sub) => RegoBoolean.Of(Subsets.Has(context, super, sub)),
        (RegoSet super, RegoSet sub) => RegoBoolean.Of(Subsets.Has(context, super, sub)),
        (RegoArray super, RegoArray sub) => RegoBoolean.Of(Subsets.Has(context, super, sub)),
        (RegoArray super, RegoSet sub) => RegoBoolean.Of(Subsets.Has(context, super, sub)),
        _ => throw new BuiltinException("both arguments object.subset must be of the same type or array and set", BuiltinException.TypeError),
    };

    private static RegoObject UnionOfAll(BuiltinContext context, ReadOnlySpan<RegoValue> operands)
    {
        var result = RegoObject.Empty;
        foreach (var item in operands.Array(0).Items)
            result = item is RegoObject o ? Merge(context, result, o) : throw Operands.WrongItem(operands, 0, "array of objects", item);
        return result;
    }

    /// <summary>Entries of both; where both have objects these are merged, otherwise the right one's value is taken.</summary>
    private static RegoObject Merge(BuiltinContext context, RegoObject left, RegoObject right)
    {
        context.Charge((long)left.Count + right.Count);
        var merged = new RegoObject.Builder();
        foreach (var (key, value) in left.Entries)
            merged.Set(key, value);
        foreach (var (key, value) in right.Entries)
        {
            merged.Set(key, value is RegoObject theirs && merged.TryGet(key, out var known) && known is RegoObject ours
                ? Merge(context, ours, theirs)
                : value);
        }
        return merged.Build();
    }
}
