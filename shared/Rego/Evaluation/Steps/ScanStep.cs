using Attestry.Rego.Evaluation.Expressions;
using Attestry.Rego.Evaluation.Patterns;
using Attestry.Rego.Values;

namespace Attestry.Rego.Evaluation.Steps;

/// <summary>Walks a collection: for each entry whose key and value match.</summary>
internal sealed class ScanStep(Expr collection, Pattern key, Pattern value) : Step
{
    internal override bool Run(Frame frame) => collection.Evaluate(frame) switch
    {
        RegoArray array => Array(frame, array),
        RegoObject o => Object(frame, o),
        RegoSet set => Set(frame, set),
        _ => true,
    };

    private bool Array(Frame frame, RegoArray array)
    {
        for (var i = 0; i < array.Count; i++)
        {
            frame.Context.Step();
            if (key.Match(frame, RegoNumber.Of(i)) && value.Match(frame, array[i]) && !Next.Run(frame))
                return false;
        }
        return true;
    }

    private bool Object(Frame frame, RegoObject o)
    {
        for (var i = 0; i < o.Count; i++)
        {
            frame.Context.Step();
            var entry = o.At(i);
            if (key.Match(frame, entry.Key) && value.Match(frame, entry.Value) && !Next.Run(frame))
                return false;
        }
        return true;
    }

    private bool Set(Frame frame, RegoSet set)
    {
        for (var i = 0; i < set.Count; i++)
        {
            frame.Context.Step();
            var item = set.Items[i];
            if (key.Match(frame, item) && value.Match(frame, item) && !Next.Run(frame))
                return false;
        }
        return true;
    }
}
