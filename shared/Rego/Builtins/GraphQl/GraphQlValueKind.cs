namespace Attestry.Rego.Builtins.GraphQl;

/// <summary>The <c>Kind</c> of a value's node; the numbers are those that policies see.</summary>
internal enum GraphQlValueKind
{
    Variable = 0,
    Int = 1,
    Float = 2,
    String = 3,
    Block = 4,
    Boolean = 5,
    Null = 6,
    Enum = 7,
    List = 8,
    Object = 9,
}
