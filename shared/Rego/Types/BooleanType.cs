namespace Attestry.Rego.Types;

/// <summary>true or false</summary>
public sealed record BooleanType : RegoType
{
    public override string ToString() => "boolean";
}
