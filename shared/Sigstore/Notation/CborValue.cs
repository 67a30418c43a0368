namespace Attestry.Sigstore.Notation;

/// <summary>One item of CBOR. Which members mean something, <paramref name="Kind"/> says.</summary>
/// <param name="Number">Of a number; of a tagged item, the tag.</param>
/// <param name="Items">Of an array; of a map, keys and values in turn; of a tagged item, the one that is tagged.</param>
internal sealed record CborValue(CborKind Kind, long Number, ReadOnlyMemory<byte> Bytes, string Text, IReadOnlyList<CborValue> Items)
{
    /// <summary>The value under a key of a map; null when it is absent or this is no map.</summary>
    internal CborValue? this[string key] => Find(one => one.Kind == CborKind.Text && one.Text == key);

    internal CborValue? this[long key] => Find(one => one.Kind == CborKind.Number && one.Number == key);

    /// <exception cref="FormatException">It is of another kind.</exception>
    internal CborValue Demand(CborKind kind, string what) => Kind == kind ? this : throw new FormatException($"{what} is no {kind}.");

    private CborValue? Find(Func<CborValue, bool> isKey)
    {
        for (var i = 0; Kind == CborKind.Map && i < Items.Count; i += 2)
        {
            if (isKey(Items[i]))
                return Items[i + 1];
        }
        return null;
    }
}
