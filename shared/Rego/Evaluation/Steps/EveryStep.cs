using Attestry.Rego.Evaluation.Expressions;
using Attestry.Rego.Values;

namespace Attestry.Rego.Evaluation.Steps;

/// <summary>Holds when the domain is a collection and the body holds for each of its entries.</summary>
internal sealed class EveryStep(Expr domain, int key, int value, Step body) : Step
{
    internal override bool Run(Frame frame)
    {
        var collection = domain.Evaluate(frame);
        var holds = collection switch
        {
            RegoArray array => Array(frame, array),
            RegoObject o => Object(frame, o),
            RegoSet set => Set(frame, set),
            _ => false,
        };
        return !holds || Next.Run(frame);
    }

    private bool Holds(Frame frame, RegoValue k, RegoValue v)
    {
        frame.Context.Step();
        frame.Slots[key] = k;
        frame.Slots[value] = v;
        return !body.Run(frame);
    }

    private bool Array(Frame frame, RegoArray array)
    {
        for (var i = 0; i < array.Count; i++)
        {
            if (!Holds(frame, RegoNumber.Of(i), array[i]))
                return false;
        }
        return true;
    }

    private bool Object(Frame frame, RegoObject o)
    {
        for (var i = 0; i < o.Count; i++)
        {
            if (!Holds(frame, o.At(i).Key, o.At(i).Value))
                return false;
        }
        return true;
    }

    private bool Set(Frame frame, RegoSet set)
    {
        for (var i = 0; i < set.Count; i++)
        {
            if (!Holds(frame, set.Items[i], set.Items[i]))
                return false;
        }
        return true;
    }
}
