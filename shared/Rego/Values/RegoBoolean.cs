namespace Attestry.Rego.Values;

public sealed class RegoBoolean : RegoValue
{
    public static readonly RegoBoolean True = new(true);

    public static readonly RegoBoolean False = new(false);

    private RegoBoolean(bool value) => Value = value;

    public bool Value { get; }

    public static RegoBoolean Of(bool value) => value ? True : False;

    public override RegoKind Kind => RegoKind.Boolean;

    private protected override int HashCode => Value ? 0x74 : 0x66;

    private protected override int CompareSameKind(RegoValue other) => Value.CompareTo(((RegoBoolean)other).Value);

    private protected override bool EqualsSameKind(RegoValue other) => Value == ((RegoBoolean)other).Value;
}
