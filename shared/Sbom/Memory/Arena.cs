namespace Attestry.Sbom.Memory;

/// <summary>One long array of which stretches are lent, lowest place first. Of it only what was written to is resident. Not for use by several threads.</summary>
/// <param name="capacity">In bytes.</param>
internal sealed class Arena(int capacity)
{
    private const int PageSize = 4096;

    /// <summary>Begin and length, in order.</summary>
    private readonly List<(int At, int Length)> _lent = [];

    // While nobody uses it the collector may take it; a new one is made only when it did.
    private readonly WeakReference<byte[]> _idle = new([]);
    private byte[]? _array;
    private int _users;

    /// <summary>Room for so many bytes; null when there is none.</summary>
    internal ArraySegment<byte>? Lend(int length)
    {
        if (Place(length) is not { } place)
            return null;
        Enter();
        _lent.Insert(place.Index, (place.At, length));
        return new(Array(), place.At, length);
    }

    internal void Return(ArraySegment<byte> stretch)
    {
        _lent.Remove((stretch.Offset, stretch.Count));
        Exit();
    }

    /// <summary>Keeps the array, once there is one, until <see cref="Exit"/>, also while nothing of it is lent.</summary>
    internal void Enter() => _users++;

    internal void Exit()
    {
        if (--_users == 0)
            _array = null;
    }

    private byte[] Array()
    {
        if (_array is null && (!_idle.TryGetTarget(out _array) || _array.Length < capacity))
            _idle.SetTarget(_array = GC.AllocateUninitializedArray<byte>(capacity));
        return _array;
    }

    private (int Index, int At)? Place(int length)
    {
        var at = 0;
        for (var i = 0; i < _lent.Count; i++)
        {
            if (_lent[i].At - at >= length)
                return (i, at);
            at = (_lent[i].At + _lent[i].Length + PageSize - 1) & ~(PageSize - 1);
        }
        return capacity - at >= length ? (_lent.Count, at) : null;
    }
}
