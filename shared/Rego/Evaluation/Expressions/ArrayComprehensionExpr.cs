using Attestry.Rego.Evaluation.Steps;
using Attestry.Rego.Values;

namespace Attestry.Rego.Evaluation.Expressions;

internal sealed class ArrayComprehensionExpr(Step body, int work) : Expr
{
    internal override RegoValue Evaluate(Frame frame)
    {
        var items = new List<RegoValue>();
        frame.Work[work] = items;
        body.Run(frame);
        return items.Count == 0 ? RegoArray.Empty : new RegoArray([.. items]);
    }

    /// <summary>The last step of the body.</summary>
    internal sealed class Gather(Expr head, int work) : Step
    {
        internal override bool Run(Frame frame)
        {
            if (head.Evaluate(frame) is { } value)
            {
                frame.Context.Step();
                ((List<RegoValue>)frame.Work[work]!).Add(value);
            }
            return true;
        }
    }
}
