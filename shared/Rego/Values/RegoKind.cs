namespace Attestry.Rego.Values;

/// <summary>The kinds of value, in the order in which values of different kinds compare (OPA, policy reference §comparison).</summary>
public enum RegoKind
{
    Null = 0,
    Boolean,
    Number,
    Text,
    Array,
    Object,
    Set,
}
