using System.Diagnostics.CodeAnalysis;

namespace Attestry.Rego.Values;

/// <summary>An object; its keys may be of any kind. Walks in the order of its keys.</summary>
public sealed class RegoObject : RegoValue
{
    public static readonly RegoObject Empty = new Builder().Build();

    private readonly RegoValue[] _keys;
    private readonly RegoValue[] _values;
    private readonly int _count;
    private readonly HashIndex _index;
    private int[]? _order;
    private int _hash;
    private long _weight;

    private RegoObject(RegoValue[] keys, RegoValue[] values, int count, HashIndex index) =>
        (_keys, _values, _count, _index) = (keys, values, count, index);

    public int Count => _count;

    public override RegoKind Kind => RegoKind.Object;

    public RegoValue? this[string key] => TryGet(new RegoString(key), out var value) ? value : null;

    public bool TryGet(RegoValue key, [NotNullWhen(true)] out RegoValue? value)
    {
        var at = _index.Find(_keys, _count, key);
        value = at < 0 ? null : _values[at];
        return at >= 0;
    }

    public bool ContainsKey(RegoValue key) => _index.Find(_keys, _count, key) >= 0;

    /// <summary>The entry at <paramref name="rank"/> in the order of keys.</summary>
    public KeyValuePair<RegoValue, RegoValue> At(int rank)
    {
        var at = Order[rank];
        return new(_keys[at], _values[at]);
    }

    /// <summary>The entries in the order of their keys.</summary>
    public IEnumerable<KeyValuePair<RegoValue, RegoValue>> Entries
    {
        get
        {
            foreach (var at in Order)
                yield return new(_keys[at], _values[at]);
        }
    }

    public static RegoObject From(IEnumerable<KeyValuePair<RegoValue, RegoValue>> entries)
    {
        var builder = new Builder();
        foreach (var (key, value) in entries)
            builder.Set(key, value);
        return builder.Build();
    }

    private int[] Order
    {
        get
        {
            if (_order is { } ready)
                return ready;
            var order = new int[_count];
            for (var i = 0; i < order.Length; i++)
                order[i] = i;
            Array.Sort(order, (a, b) => _keys[a].CompareTo(_keys[b]));
            return _order = order;
        }
    }

    internal override long Weight => _weight != 0 ? _weight : _weight = Weigh(_keys.AsSpan(0, _count)) + Weigh(_values.AsSpan(0, _count)) - 1;

    private protected override int HashCode
    {
        get
        {
            if (_hash != 0)
                return _hash;
            DemandWalkable();
            var sum = 19;
            for (var i = 0; i < _count; i++)
                sum += System.HashCode.Combine(_keys[i].GetHashCode(), _values[i].GetHashCode());
            return _hash = sum | 1;
        }
    }

    // Keys and values in turn, each in the order of keys, as OPA compares objects.
    private protected override int CompareSameKind(RegoValue other)
    {
        DemandWalkable();
        var theirs = (RegoObject)other;
        for (var i = 0; i < _count && i < theirs._count; i++)
        {
            var (ourKey, ourValue) = At(i);
            var (theirKey, theirValue) = theirs.At(i);
            var order = ourKey.CompareTo(theirKey);
            if (order == 0)
                order = ourValue.CompareTo(theirValue);
            if (order != 0)
                return order;
        }
        return _count.CompareTo(theirs._count);
    }

    private protected override bool EqualsSameKind(RegoValue other)
    {
        var theirs = (RegoObject)other;
        if (_count != theirs._count)
            return false;
        DemandWalkable();
        for (var i = 0; i < _count; i++)
        {
            if (!theirs.TryGet(_keys[i], out var value) || !value.Equals(_values[i]))
                return false;
        }
        return true;
    }

    /// <summary>Gathers entries; <see cref="Build"/> ends it.</summary>
    public sealed class Builder
    {
        private RegoValue[] _keys = new RegoValue[4];
        private RegoValue[] _values = new RegoValue[4];
        private HashIndex _index;

        public int Count { get; private set; }

        /// <summary>Sets or replaces the value of a key.</summary>
        public void Set(RegoValue key, RegoValue value)
        {
            var at = _index.Find(_keys, Count, key);
            if (at >= 0)
                _values[at] = value;
            else
                Append(key, value);
        }

        /// <summary>Adds a new key, or answers what the key has already.</summary>
        public bool TryAdd(RegoValue key, RegoValue value, [NotNullWhen(false)] out RegoValue? existing)
        {
            var at = _index.Find(_keys, Count, key);
            existing = at >= 0 ? _values[at] : null;
            if (at < 0)
                Append(key, value);
            return at < 0;
        }

        public bool TryGet(RegoValue key, [NotNullWhen(true)] out RegoValue? value)
        {
            var at = _index.Find(_keys, Count, key);
            value = at < 0 ? null : _values[at];
            return at >= 0;
        }

        /// <summary>The object; the builder must not be used afterwards.</summary>
        public RegoObject Build() => new(_keys, _values, Count, _index);

        private void Append(RegoValue key, RegoValue value)
        {
            if (Count == _keys.Length)
            {
                Array.Resize(ref _keys, Count * 2);
                Array.Resize(ref _values, Count * 2);
            }
            (_keys[Count], _values[Count]) = (key, value);
            _index.Added(_keys, Count++);
        }
    }
}
