namespace Attestry.Rego.Types;

/// <summary>One of several types; of none given: anything.</summary>
public sealed record AnyType(IReadOnlyList<RegoType> Types) : RegoType
{
    public override string ToString() => Types.Count == 0 ? "any" : $"any<{string.Join(", ", Types.OrderBy(Rank))}>";

    // As OPA orders them.
    private static int Rank(RegoType type) => type switch
    {
        NullType => 0,
        BooleanType => 1,
        NumberType => 2,
        StringType => 3,
        ArrayType => 4,
        ObjectType => 5,
        SetType => 6,
        _ => 7,
    };
}
