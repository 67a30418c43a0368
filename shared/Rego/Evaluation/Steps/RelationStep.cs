using Attestry.Rego.Evaluation.Expressions;
using Attestry.Rego.Evaluation.Patterns;
using Attestry.Rego.Values;

namespace Attestry.Rego.Evaluation.Steps;

/// <summary>A call of a relation such as <c>walk</c>: each of its results is tried.</summary>
internal sealed class RelationStep(Expr call, Pattern pattern) : Step
{
    internal override bool Run(Frame frame)
    {
        if (call.Evaluate(frame) is not RegoArray results)
            return true;
        for (var i = 0; i < results.Count; i++)
        {
            frame.Context.Step();
            if (pattern.Match(frame, results[i]) && !Next.Run(frame))
                return false;
        }
        return true;
    }
}
