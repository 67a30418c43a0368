using Attestry.Rego.Values;

namespace Attestry.Rego.Evaluation.Patterns;

/// <summary>A variable that is bound here first.</summary>
internal sealed class BindPattern(int slot) : Pattern
{
    internal int Slot => slot;

    internal override bool Match(Frame frame, RegoValue value)
    {
        frame.Slots[slot] = value;
        return true;
    }
}
