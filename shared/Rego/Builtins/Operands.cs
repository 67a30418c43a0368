using System.Numerics;
using Attestry.Rego.Values;

namespace Attestry.Rego.Builtins;

/// <summary>Reads operands of the wanted type, or says which operand is wrong in OPA's words.</summary>
internal static class Operands
{
    internal static string Text(this ReadOnlySpan<RegoValue> operands, int at) => operands.Demand<RegoString>(at, "string").Value;

    internal static RegoNumber Number(this ReadOnlySpan<RegoValue> operands, int at) => operands.Demand<RegoNumber>(at, "number");

    internal static RegoArray Array(this ReadOnlySpan<RegoValue> operands, int at) => operands.Demand<RegoArray>(at, "array");

    internal static RegoObject Object(this ReadOnlySpan<RegoValue> operands, int at) => operands.Demand<RegoObject>(at, "object");

    internal static RegoSet Set(this ReadOnlySpan<RegoValue> operands, int at) => operands.Demand<RegoSet>(at, "set");

    internal static bool Boolean(this ReadOnlySpan<RegoValue> operands, int at) => operands.Demand<RegoBoolean>(at, "boolean").Value;

    internal static BigInteger Whole(this ReadOnlySpan<RegoValue> operands, int at) =>
        operands.Number(at).TryGetWhole(out var whole) ? whole : throw new BuiltinException($"operand {at + 1} must be integer number but got floating-point number", BuiltinException.TypeError);

    internal static T Demand<T>(this ReadOnlySpan<RegoValue> operands, int at, string wanted)
        where T : RegoValue =>
        operands[at] as T ?? throw Wrong(operands, at, wanted);

    internal static BuiltinException Wrong(ReadOnlySpan<RegoValue> operands, int at, string wanted) =>
        new($"operand {at + 1} must be {wanted} but got {operands[at].TypeName}", BuiltinException.TypeError);

    /// <summary>The items of an array or a set, in order.</summary>
    internal static ReadOnlySpan<RegoValue> Items(this ReadOnlySpan<RegoValue> operands, int at, string wanted) => operands[at] switch
    {
        RegoArray array => array.Items,
        RegoSet set => set.Items,
        _ => throw Wrong(operands, at, wanted),
    };

    /// <summary>The texts of an array or a set.</summary>
    internal static string[] Texts(this ReadOnlySpan<RegoValue> operands, int at, string wanted = "one of {set, array}")
    {
        var items = operands.Items(at, wanted);
        var texts = new string[items.Length];
        for (var i = 0; i < texts.Length; i++)
        {
            texts[i] = items[i] is RegoString text
                ? text.Value
                : throw WrongItem(operands, at, operands[at] is RegoSet ? "set of strings" : "array of strings", items[i]);
        }
        return texts;
    }

    /// <summary>A whole number that 32 bits hold; beyond them the nearest that they do.</summary>
    internal static int Int(this ReadOnlySpan<RegoValue> operands, int at) =>
        (int)BigInteger.Clamp(operands.Whole(at), int.MinValue, int.MaxValue);

    internal static BuiltinException WrongItem(ReadOnlySpan<RegoValue> operands, int at, string wanted, RegoValue item) =>
        new($"operand {at + 1} must be {wanted} but got {operands[at].TypeName} containing {item.TypeName}", BuiltinException.TypeError);
}
