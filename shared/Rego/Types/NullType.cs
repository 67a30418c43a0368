namespace Attestry.Rego.Types;

/// <summary>null</summary>
public sealed record NullType : RegoType
{
    public override string ToString() => "null";
}
