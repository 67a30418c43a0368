namespace Attestry.Rego.Values;

/// <summary>Text; ordered by its UTF-8 bytes, which is the order of its code points.</summary>
public sealed class RegoString(string value) : RegoValue
{
    public static readonly RegoString Empty = new("");

    private int _hash;

    public string Value { get; } = value;

    public override RegoKind Kind => RegoKind.Text;

    private protected override int HashCode
    {
        get
        {
            if (_hash == 0)
                _hash = Value.GetHashCode(StringComparison.Ordinal) | 1;
            return _hash;
        }
    }

    /// <summary>Compares by code point: UTF-16 order differs from it where surrogates meet U+E000 and above.</summary>
    internal static int Compare(string left, string right)
    {
        var common = left.AsSpan().CommonPrefixLength(right);
        if (common == left.Length || common == right.Length)
            return left.Length.CompareTo(right.Length);
        char a = left[common], b = right[common];
        return char.IsSurrogate(a) == char.IsSurrogate(b) ? a.CompareTo(b)
            : char.IsSurrogate(a) ? 1
            : -1;
    }

    private protected override int CompareSameKind(RegoValue other) => Compare(Value, ((RegoString)other).Value);

    // Known hashes spare most looks at the text, which is often far away in memory.
    private protected override bool EqualsSameKind(RegoValue other)
    {
        var text = (RegoString)other;
        return (_hash == text._hash || _hash == 0 || text._hash == 0) && string.Equals(Value, text.Value, StringComparison.Ordinal);
    }
}
