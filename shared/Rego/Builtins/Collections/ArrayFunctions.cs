using Attestry.Rego.Values;
using static Attestry.Rego.Types.RegoType;

namespace Attestry.Rego.Builtins.Collections;

/// <summary><c>array.*</c></summary>
internal static class ArrayFunctions
{
    internal static readonly IReadOnlyList<Builtin> All =
    [
        new("array.concat", [ArrayOf(Any), ArrayOf(Any)], ArrayOf(Any), Concat),
        new("array.slice", [ArrayOf(Any), Number, Number], ArrayOf(Any), Slice),
        new("array.reverse", [ArrayOf(Any)], ArrayOf(Any), Reverse),
        new("array.flatten", [ArrayOf(Any)], ArrayOf(Any), Flatten),
    ];

    private static RegoArray Concat(BuiltinContext context, ReadOnlySpan<RegoValue> operands)
    {
        RegoArray first = operands.Array(0), second = operands.Array(1);
        context.Charge((long)first.Count + second.Count);
        return new([.. first.Items, .. second.Items]);
    }

    /// <summary>Bounds beyond the array are moved to its ends.</summary>
    private static RegoArray Slice(BuiltinContext context, ReadOnlySpan<RegoValue> operands)
    {
        var array = operands.Array(0);
        var from = Math.Clamp(operands.Int(1), 0, array.Count);
        var to = Math.Clamp(operands.Int(2), from, array.Count);
        context.Charge(to - from);
        return from == to ? RegoArray.Empty : new(array.Items[from..to].ToArray());
    }

    private static RegoArray Reverse(BuiltinContext context, ReadOnlySpan<RegoValue> operands)
    {
        var items = operands.Array(0).Items.ToArray();
        context.Charge(items.Length);
        Array.Reverse(items);
        return new(items);
    }

    /// <summary>The items of arrays within take the place of those arrays, one level deep.</summary>
    private static RegoArray Flatten(BuiltinContext context, ReadOnlySpan<RegoValue> operands)
    {
        var flat = new List<RegoValue>();
        foreach (var item in operands.Array(0).Items)
        {
            context.Charge(item is RegoArray { Count: var count } ? count + 1 : 1);
            if (item is RegoArray inner)
                flat.AddRange(inner.Items);
            else
                flat.Add(item);
        }
        return RegoArray.From(flat);
    }
}
