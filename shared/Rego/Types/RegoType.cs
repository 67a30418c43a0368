namespace Attestry.Rego.Types;

/// <summary>What is known of a value before evaluation: the types of OPA's checker.</summary>
public abstract record RegoType
{
    public static readonly RegoType Any = new AnyType([]);

    public static readonly RegoType Null = new NullType();

    public static readonly RegoType Boolean = new BooleanType();

    public static readonly RegoType Number = new NumberType();

    public static readonly RegoType Text = new StringType();

    /// <summary>An array of any length whose items have type <paramref name="item"/>.</summary>
    public static RegoType ArrayOf(RegoType item) => new ArrayType([], item);

    public static RegoType SetOf(RegoType item) => new SetType(item);

    /// <summary>An object whose keys and values have these types.</summary>
    public static RegoType ObjectOf(RegoType key, RegoType value) => new ObjectType([], key, value);

    /// <summary>One of several.</summary>
    public static RegoType OneOf(params IReadOnlyList<RegoType> types) => new AnyType(types);
}
