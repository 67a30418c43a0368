namespace Attestry.Rego.Types;

/// <summary>Any text.</summary>
public sealed record StringType : RegoType
{
    public override string ToString() => "string";
}
