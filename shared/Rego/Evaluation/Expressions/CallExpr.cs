using Attestry.Rego.Syntax;
using Attestry.Rego.Values;

namespace Attestry.Rego.Evaluation.Expressions;

/// <summary>A call: undefined when an operand is, and answered by what <c>with</c> put in the function's place, if anything.</summary>
/// <param name="name">As a mock names the function.</param>
internal abstract class CallExpr(string name, Expr[] operands, SourceLocation location) : Expr
{
    internal Expr[] Operands => operands;

    protected SourceLocation Location => location;

    internal sealed override RegoValue? Evaluate(Frame frame)
    {
        var values = new RegoValue[operands.Length];
        for (var i = 0; i < values.Length; i++)
        {
            if (operands[i].Evaluate(frame) is not { } value)
                return null;
            values[i] = value;
        }
        var context = frame.Context;
        context.Step();
        return context.Mocks is { } mocks && mocks.TryGetValue(name, out var mock)
            ? mock.Call(context, values, location)
            : Call(context, values);
    }

    protected abstract RegoValue? Call(EvaluationContext context, RegoValue[] values);
}
