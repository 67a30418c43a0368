namespace Attestry.Rego.Types;

/// <summary>Whether two types have values in common.</summary>
internal static class TypeRelation
{
    internal static bool MayMeet(RegoType left, RegoType right) => (left, right) switch
    {
        (AnyType any, _) => any.Types.Count == 0 || any.Types.Any(t => MayMeet(t, right)),
        (_, AnyType any) => any.Types.Count == 0 || any.Types.Any(t => MayMeet(left, t)),
        (ArrayType a, ArrayType b) => MayMeet(a, b),
        (ObjectType a, ObjectType b) => MayMeet(a, b),
        (SetType a, SetType b) => MayMeet(a.Item, b.Item),
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

    private static bool MayMeet(ObjectType left, ObjectType right) =>
        HasAll(left, right) && HasAll(right, left)
        && (left.Value is null || right.Value is null || MayMeet(left.Value, right.Value));

    // Where others are allowed beside the known properties, those need not be there.
    private static bool HasAll(ObjectType properties, ObjectType other) => properties.Properties.All(p =>
        TypeAlgebra.At(other, p.Key) is { } theirs ? MayMeet(p.Value, theirs) : properties.Key is not null);
}
