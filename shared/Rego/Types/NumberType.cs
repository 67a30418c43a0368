namespace Attestry.Rego.Types;

/// <summary>Any number.</summary>
public sealed record NumberType : RegoType
{
    public override string ToString() => "number";
}
