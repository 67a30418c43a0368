using System.Numerics;
using Attestry.Rego.Values;
using static Attestry.Rego.Types.RegoType;

namespace Attestry.Rego.Builtins.Arithmetic;

/// <summary><c>numbers.range</c>, <c>numbers.range_step</c> and <c>rand.intn</c>.</summary>
internal static class RangeFunctions
{
    private const int StepsPerNumber = 8;

    internal static readonly IReadOnlyList<Builtin> All =
    [
        new("numbers.range", [Number, Number], ArrayOf(Number), (context, o) => Range(context, o.Whole(0), o.Whole(1), 1)),
        new("numbers.range_step", [Number, Number, Number], ArrayOf(Number), RangeStep),
        new("rand.intn", [Text, Number], Number, RandomBelow, IsNondeterministic: true),
    ];

    private static RegoArray RangeStep(BuiltinContext context, ReadOnlySpan<RegoValue> operands)
    {
        BigInteger from = operands.Whole(0), to = operands.Whole(1), step = operands.Whole(2);
        return step.Sign > 0 ? Range(context, from, to, step) : throw new BuiltinException("step must be a positive integer");
    }

    private static RegoArray Range(BuiltinContext context, BigInteger from, BigInteger to, BigInteger step)
    {
        var count = BigInteger.Abs(to - from) / step + 1;
        if (count > int.MaxValue / 2)
            throw new BudgetException($"a range of {count} numbers");
        // All of them are there at once: what steps pay for must fit into memory.
        context.Charge(StepsPerNumber * (long)count);
        var items = new RegoValue[(int)count];
        var change = to < from ? -step : step;
        for (var i = 0; i < items.Length; i++)
            items[i] = RegoNumber.Of(from + change * i);
        return new(items);
    }

    /// <summary>The same text and bound give the same number within a query.</summary>
    private static RegoNumber RandomBelow(BuiltinContext context, ReadOnlySpan<RegoValue> operands)
    {
        var text = operands.Text(0);
        var bound = BigInteger.Abs(operands.Whole(1));
        if (bound.IsZero)
            return RegoNumber.Of(0);
        if (bound > long.MaxValue)
            throw new BuiltinException("operand 2 must be within 64 bits");
        return context.Remember(("rand.intn", text, bound), () => RegoNumber.Of(Draw(context.Seed, text, (long)bound)));
    }

    // A policy's dice, not a key: the query's seed decides, so that a query can be repeated.
    private static long Draw(ulong seed, string text, long bound)
    {
        var input = new byte[8 + System.Text.Encoding.UTF8.GetByteCount(text)];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt64LittleEndian(input, seed);
        System.Text.Encoding.UTF8.GetBytes(text, input.AsSpan(8));
        var drawn = System.Buffers.Binary.BinaryPrimitives.ReadUInt64LittleEndian(System.Security.Cryptography.SHA256.HashData(input));
        return (long)(drawn % (ulong)bound);
    }
}
