using Attestry.Rego.Evaluation.Expressions;
using Attestry.Rego.Evaluation.Patterns;
using Attestry.Rego.Evaluation.Steps;
using Attestry.Rego.Values;

namespace Attestry.Rego.Evaluation;

/// <summary>What the step behind a walk demands of each entry: that one of its members equals something known before.</summary>
/// <param name="Member">The key in each entry.</param>
/// <param name="Wanted">Cannot fault, and does not depend on the entry.</param>
internal sealed record EqualityHint(RegoValue Member, Expr Wanted)
{
    /// <param name="entry">The slot that holds the entry.</param>
    /// <param name="key">The slot that holds its key; -1 when it has none.</param>
    internal static EqualityHint? Of(Step next, int entry, int key)
    {
        return next switch
        {
            TestStep { Term: BuiltinCallExpr { Builtin.Name: "equal", Operands: [var left, var right] } } => Pair(left, right) ?? Pair(right, left),
            MatchStep { Pattern: EqualPattern { Expected: var expected }, Term: var term } => Pair(term, expected) ?? Pair(expected, term),
            _ => null,
        };

        EqualityHint? Pair(Expr member, Expr wanted) =>
            member is IndexExpr { Collection: SlotExpr { Slot: var slot }, Key: ConstantExpr { Value: var name } } && slot == entry && IsKnown(wanted)
                ? new(name, wanted)
                : null;

        bool IsKnown(Expr expr) => expr switch
        {
            ConstantExpr or InputExpr => true,
            SlotExpr { Slot: var slot } => slot != entry && slot != key,
            IndexExpr index => IsKnown(index.Collection) && IsKnown(index.Key),
            _ => false,
        };
    }
}
