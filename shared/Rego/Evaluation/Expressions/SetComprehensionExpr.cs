using Attestry.Rego.Evaluation.Steps;
using Attestry.Rego.Values;

namespace Attestry.Rego.Evaluation.Expressions;

internal sealed class SetComprehensionExpr(Step body, int work) : Expr
{
    internal override RegoValue Evaluate(Frame frame)
    {
        var items = new RegoSet.Builder();
        frame.Work[work] = items;
        body.Run(frame);
        return items.Build();
    }

    /// <summary>The last step of the body.</summary>
    internal sealed class Gather(Expr head, int work) : Step
    {
        internal override bool Run(Frame frame)
        {
            if (head.Evaluate(frame) is { } value)
            {
                frame.Context.Step();
                ((RegoSet.Builder)frame.Work[work]!).Add(value);
            }
            return true;
        }
    }
}
