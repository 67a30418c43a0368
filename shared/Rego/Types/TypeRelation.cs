namespace Attestry.Rego.Types;

/// <summary>Whether two types have values in common.</summary>
internal static class TypeRelation
{
    internal static bool MayMeet(RegoType left, RegoType right) => (left, right) switch
    {
        (AnyType any, _) => any.Types.Count == 0 || any.Types.Any(t => MayMeet(t, right)),
        (_, AnyType any) => any.Types.Count == 0 || any.Types.Any(t => MayMeet(left, t)),
        (ArrayType a, ArrayType b) => MayMeet(a, b),
        _ => left.GetType() == right.GetType(),
    };

    private static bool MayMeet(ArrayType left, ArrayType right)
    {
        if ((left.Items.Count > right.Items.Count && right.Rest is null) || (right.Items.Count > left.Items.Count && left.Rest is null))
            return false;
        for (var i = 0; i < Math.Max(left.Items.Count, right.Items.Count); i++)
        {
            if (!MayMeet(At(left, i), At(right, i)))
                return false;
        }
        return true;
    }

    private static RegoType At(ArrayType array, int index) => index < array.Items.Count ? array.Items[index] : array.Rest!;
}
