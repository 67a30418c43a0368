using Attestry.Rego.Evaluation.Steps;
using Attestry.Rego.Syntax;
using Attestry.Rego.Values;

namespace Attestry.Rego.Evaluation.Expressions;

internal sealed class ObjectComprehensionExpr(Step body, int work) : Expr
{
    internal override RegoValue Evaluate(Frame frame)
    {
        var entries = new RegoObject.Builder();
        frame.Work[work] = entries;
        body.Run(frame);
        return entries.Build();
    }

    /// <summary>The last step of the body.</summary>
    internal sealed class Gather(Expr key, Expr value, int work, SourceLocation location) : Step
    {
        internal override bool Run(Frame frame)
        {
            if (key.Evaluate(frame) is not { } k || value.Evaluate(frame) is not { } v)
                return true;
            frame.Context.Step();
            return ((RegoObject.Builder)frame.Work[work]!).TryAdd(k, v, out var existing) || existing.Equals(v)
                ? true
                : throw EvaluationErrors.Conflict("object keys must be unique", location);
        }
    }
}
