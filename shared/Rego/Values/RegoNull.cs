namespace Attestry.Rego.Values;

public sealed class RegoNull : RegoValue
{
    public static readonly RegoNull Instance = new();

    private RegoNull()
    {
    }

    public override RegoKind Kind => RegoKind.Null;

    private protected override int HashCode => 0x6e75;

    private protected override int CompareSameKind(RegoValue other) => 0;

    private protected override bool EqualsSameKind(RegoValue other) => true;
}
