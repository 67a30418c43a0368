using Attestry.Rego.Compilation;
using Attestry.Rego.Syntax;
using Attestry.Rego.Values;

namespace Attestry.Rego.Evaluation.Expressions;

/// <summary>A call of a function that rules define.</summary>
internal sealed class FunctionCallExpr(RuleNode function, Expr[] operands, SourceLocation location) : Expr
{
    internal override RegoValue? Evaluate(Frame frame)
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
        return context.Mocks is { } mocks && mocks.TryGetValue(function.Name, out var mock)
            ? mock.Call(context, values, location)
            : RuleEvaluator.Call(context, function, values);
    }
}
