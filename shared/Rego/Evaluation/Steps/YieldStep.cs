using Attestry.Rego.Evaluation.Expressions;
using Attestry.Rego.Values;

namespace Attestry.Rego.Evaluation.Steps;

/// <summary>The last step of a rule's body: hands keys and value to whoever evaluates the rule.</summary>
internal sealed class YieldStep(Expr[] suffix, Expr value, int receiver) : Step
{
    internal override bool Run(Frame frame)
    {
        if (value.Evaluate(frame) is not { } result)
            return true;
        var keys = suffix.Length == 0 ? [] : new RegoValue[suffix.Length];
        for (var i = 0; i < keys.Length; i++)
        {
            if (suffix[i].Evaluate(frame) is not { } key)
                return true;
            keys[i] = key;
        }
        frame.Context.Step();
        return ((IReceiver)frame.Work[receiver]!).Receive(keys, result);
    }

    /// <summary>The place of the receiver among a frame's work.</summary>
    internal int Receiver => receiver;

    internal interface IReceiver
    {
        /// <summary>False when no more is wanted.</summary>
        bool Receive(RegoValue[] keys, RegoValue value);
    }
}
