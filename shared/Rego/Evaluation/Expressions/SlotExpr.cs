using Attestry.Rego.Values;

namespace Attestry.Rego.Evaluation.Expressions;

internal sealed class SlotExpr(int slot) : Expr
{
    internal int Slot => slot;

    internal override RegoValue? Evaluate(Frame frame) => frame.Slots[slot];
}
