namespace Attestry.Rego.Values;

/// <summary>A set; walks in the order of its values.</summary>
public sealed class RegoSet : RegoValue
{
    public static readonly RegoSet Empty = new Builder().Build();

    private readonly RegoValue[] _items;
    private readonly int _count;
    private readonly HashIndex _index;
    private RegoValue[]? _sorted;
    private int _hash;
    private long _weight;

    private RegoSet(RegoValue[] items, int count, HashIndex index) => (_items, _count, _index) = (items, count, index);

    public int Count => _count;

    public override RegoKind Kind => RegoKind.Set;

    public bool Contains(RegoValue value) => _index.Find(_items, _count, value) >= 0;

    /// <summary>The values in the language's order.</summary>
    public ReadOnlySpan<RegoValue> Items => Sorted;

    /// <summary>The values in no particular order, for whoever builds something unordered of them.</summary>
    public ReadOnlySpan<RegoValue> Unordered => _items.AsSpan(0, _count);

    public static RegoSet From(IEnumerable<RegoValue> items)
    {
        var builder = new Builder();
        foreach (var item in items)
            builder.Add(item);
        return builder.Build();
    }

    internal RegoValue[] Sorted
    {
        get
        {
            if (_sorted is { } ready)
                return ready;
            var sorted = _items.AsSpan(0, _count).ToArray();
            Array.Sort(sorted);
            return _sorted = sorted;
        }
    }

    internal override long Weight => _weight != 0 ? _weight : _weight = Weigh(Unordered);

    private protected override int HashCode
    {
        get
        {
            if (_hash != 0)
                return _hash;
            DemandWalkable();
            var sum = 17;
            foreach (var item in Unordered)
                sum += item.GetHashCode() * 31;
            return _hash = sum | 1;
        }
    }

    private protected override int CompareSameKind(RegoValue other)
    {
        DemandWalkable();
        RegoValue[] ours = Sorted, theirs = ((RegoSet)other).Sorted;
        for (var i = 0; i < ours.Length && i < theirs.Length; i++)
        {
            var order = ours[i].CompareTo(theirs[i]);
            if (order != 0)
                return order;
        }
        return ours.Length.CompareTo(theirs.Length);
    }

    private protected override bool EqualsSameKind(RegoValue other)
    {
        var theirs = (RegoSet)other;
        if (_count != theirs._count)
            return false;
        DemandWalkable();
        foreach (var item in Unordered)
        {
            if (!theirs.Contains(item))
                return false;
        }
        return true;
    }

    /// <summary>Gathers values; <see cref="Build"/> ends it.</summary>
    public sealed class Builder
    {
        private RegoValue[] _items = new RegoValue[4];
        private HashIndex _index;

        public int Count { get; private set; }

        /// <summary>False when an equal value is in already.</summary>
        public bool Add(RegoValue value)
        {
            if (_index.Find(_items, Count, value) >= 0)
                return false;
            if (Count == _items.Length)
                Array.Resize(ref _items, Count * 2);
            _items[Count] = value;
            _index.Added(_items, Count++);
            return true;
        }

        public bool Contains(RegoValue value) => _index.Find(_items, Count, value) >= 0;

        /// <summary>The set; the builder must not be used afterwards.</summary>
        public RegoSet Build() => new(_items, Count, _index);
    }
}
