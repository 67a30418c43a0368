namespace Attestry.Rego.Types;

/// <summary>A set.</summary>
public sealed record SetType(RegoType Item) : RegoType
{
    public override string ToString() => $"set[{Item}]";
}
