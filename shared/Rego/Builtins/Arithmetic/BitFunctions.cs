using System.Numerics;
using Attestry.Rego.Values;
using static Attestry.Rego.Types.RegoType;

namespace Attestry.Rego.Builtins.Arithmetic;

/// <summary><c>bits.*</c>, on whole numbers of any size in two's complement.</summary>
internal static class BitFunctions
{
    private const int BitsPerStep = 256;

    /// <summary>A longer shift would write a number of hundreds of thousands of digits.</summary>
    private const int LargestShift = 1 << 20;

    internal static readonly IReadOnlyList<Builtin> All =
    [
        new("bits.or", [Number, Number], Number, (_, o) => RegoNumber.Of(o.Whole(0) | o.Whole(1))),
        new("bits.and", [Number, Number], Number, (_, o) => RegoNumber.Of(o.Whole(0) & o.Whole(1))),
        new("bits.xor", [Number, Number], Number, (_, o) => RegoNumber.Of(o.Whole(0) ^ o.Whole(1))),
        new("bits.negate", [Number], Number, (_, o) => RegoNumber.Of(-o.Whole(0) - 1)),
        new("bits.lsh", [Number, Number], Number, ShiftLeft),
        new("bits.rsh", [Number, Number], Number, ShiftRight),
    ];

    private static RegoNumber ShiftLeft(BuiltinContext context, ReadOnlySpan<RegoValue> operands)
    {
        var value = operands.Whole(0);
        var shift = Shift(operands);
        if (shift > LargestShift)
            throw new BudgetException($"a shift by more than {LargestShift} bits");
        context.Charge((long)shift / BitsPerStep);
        return RegoNumber.Of(value << (int)shift);
    }

    private static RegoNumber ShiftRight(BuiltinContext context, ReadOnlySpan<RegoValue> operands)
    {
        var value = operands.Whole(0);
        var shift = Shift(operands);
        return RegoNumber.Of(value >> (int)BigInteger.Min(shift, int.MaxValue));
    }

    private static BigInteger Shift(ReadOnlySpan<RegoValue> operands)
    {
        var shift = operands.Whole(1);
        return shift.Sign >= 0 ? shift : throw new BuiltinException("operand 2 must be an unsigned integer number but got a negative integer", BuiltinException.TypeError);
    }
}
