using Attestry.Rego.Values;
using static Attestry.Rego.Types.RegoType;

namespace Attestry.Rego.Builtins.Arithmetic;

/// <summary>The arithmetic operators and rounding. <c>-</c> also takes sets.</summary>
internal static class ArithmeticFunctions
{
    internal static readonly IReadOnlyList<Builtin> All =
    [
        new("plus", [Number, Number], Number, (context, o) => Numbers.Add(context, o.Number(0), o.Number(1)), Infix: "+"),
        new("minus", [OneOf(Number, SetOf(Any)), OneOf(Number, SetOf(Any))], OneOf(Number, SetOf(Any)), Minus, Infix: "-"),
        new("mul", [Number, Number], Number, (context, o) => Numbers.Multiply(context, o.Number(0), o.Number(1)), Infix: "*"),
        new("div", [Number, Number], Number, (context, o) => Numbers.Divide(context, o.Number(0), o.Number(1)), Infix: "/"),
        new("rem", [Number, Number], Number, (context, o) => Numbers.Remainder(context, o.Number(0), o.Number(1)), Infix: "%"),
        new("abs", [Number], Number, (_, o) => Numbers.Absolute(o.Number(0))),
        new("round", [Number], Number, (_, o) => Numbers.Round(o.Number(0))),
        new("ceil", [Number], Number, (_, o) => Numbers.Ceiling(o.Number(0))),
        new("floor", [Number], Number, (_, o) => Numbers.Floor(o.Number(0))),
    ];

    private static RegoValue Minus(BuiltinContext context, ReadOnlySpan<RegoValue> operands) => operands[0] switch
    {
        RegoNumber left => Numbers.Subtract(context, left, operands.Number(1)),
        RegoSet left => Collections.SetFunctions.Difference(context, left, operands.Set(1)),
        _ => throw Operands.Wrong(operands, 0, "one of {number, set}"),
    };
}
