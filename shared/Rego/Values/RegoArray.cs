namespace Attestry.Rego.Values;

public sealed class RegoArray : RegoValue
{
    public static readonly RegoArray Empty = new([]);

    private readonly RegoValue[] _items;
    private int _hash;
    private long _weight;

    /// <param name="items">Taken over; the caller must not change it afterwards.</param>
    public RegoArray(params RegoValue[] items) => _items = items;

    public int Count => _items.Length;

    public RegoValue this[int index] => _items[index];

    public ReadOnlySpan<RegoValue> Items => _items;

    public override RegoKind Kind => RegoKind.Array;

    public static RegoArray From(IEnumerable<RegoValue> items) => new([.. items]);

    internal override long Weight => _weight != 0 ? _weight : _weight = Weigh(_items);

    private protected override int HashCode
    {
        get
        {
            if (_hash != 0)
                return _hash;
            DemandWalkable();
            var hash = new HashCode();
            foreach (var item in _items)
                hash.Add(item.GetHashCode());
            return _hash = hash.ToHashCode() | 1;
        }
    }

    private protected override int CompareSameKind(RegoValue other)
    {
        DemandWalkable();
        var theirs = ((RegoArray)other)._items;
        for (var i = 0; i < _items.Length && i < theirs.Length; i++)
        {
            var order = _items[i].CompareTo(theirs[i]);
            if (order != 0)
                return order;
        }
        return _items.Length.CompareTo(theirs.Length);
    }

    private protected override bool EqualsSameKind(RegoValue other)
    {
        var theirs = ((RegoArray)other)._items;
        if (_items.Length != theirs.Length)
            return false;
        DemandWalkable();
        for (var i = 0; i < _items.Length; i++)
        {
            if (!_items[i].Equals(theirs[i]))
                return false;
        }
        return true;
    }
}
