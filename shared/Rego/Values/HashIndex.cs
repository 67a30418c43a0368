using System.Diagnostics.CodeAnalysis;

namespace Attestry.Rego.Values;

/// <summary>Positions of distinct values by hash; the values themselves stay in the owner's array. Grows; nothing is ever removed.</summary>
internal struct HashIndex
{
    // Below this many entries a scan over cached hashes is faster than any table.
    private const int ScanLimit = 8;

    private int[]? _buckets;
    private int[]? _next;

    /// <summary>The position of a value equal to <paramref name="key"/> among the first <paramref name="count"/> keys, or -1.</summary>
    internal readonly int Find(RegoValue[] keys, int count, RegoValue key)
    {
        if (_buckets is null)
            return Scan(keys, count, key);
        for (var i = _buckets[Slot(key.GetHashCode(), _buckets.Length)] - 1; i >= 0; i = _next![i] - 1)
        {
            if (keys[i].Equals(key))
                return i;
        }
        return -1;
    }

    /// <summary>Tells that <c>keys[position]</c> was added as the newest entry.</summary>
    internal void Added(RegoValue[] keys, int position)
    {
        if (position + 1 <= ScanLimit)
            return;
        if (_buckets is null || position + 1 > _buckets.Length)
            Rebuild(keys, position + 1);
        else
            Link(keys[position], position);
    }

    private static int Scan(RegoValue[] keys, int count, RegoValue key)
    {
        for (var i = 0; i < count; i++)
        {
            if (keys[i].Equals(key))
                return i;
        }
        return -1;
    }

    [MemberNotNull(nameof(_buckets), nameof(_next))]
    private void Rebuild(RegoValue[] keys, int count)
    {
        var size = (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Math.Max(count, ScanLimit) * 2);
        _buckets = new int[size];
        _next = new int[size];
        for (var i = 0; i < count; i++)
            Link(keys[i], i);
    }

    private readonly void Link(RegoValue key, int position)
    {
        ref var bucket = ref _buckets![Slot(key.GetHashCode(), _buckets.Length)];
        _next![position] = bucket;
        bucket = position + 1;
    }

    // Multiplicative mixing: small integers and cached string hashes both spread over the low bits.
    private static int Slot(int hash, int size) => (int)(((uint)hash * 2654435769u) >> 7) & (size - 1);
}
