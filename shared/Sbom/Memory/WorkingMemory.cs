using System.Buffers;
using System.Threading.Channels;
using Attestry.Primitives.Limits;

namespace Attestry.Sbom.Memory;

/// <summary>
/// The memory for files that are held whole, one budget for all layers that are read at once. Who finds no room waits for what
/// others give back, in the order of asking; nobody waits who holds something of it, so that every wait ends.
/// </summary>
/// <param name="capacity">For files, in bytes.</param>
/// <param name="inner">For what is packed inside one of them, in bytes.</param>
internal sealed class WorkingMemory(int capacity, int inner)
{
    /// <summary>Of the process: however many images are scanned at once, the budget is one.</summary>
    internal static readonly WorkingMemory Shared = new(SbomLimits.WorkingBytes, SbomLimits.InnerArchiveBytes);

    /// <summary>Shorter ones are many and soon given back: they come from the pool that everything uses.</summary>
    private const int Small = 1 << 20;

    private readonly Lock _lock = new();
    private readonly Arena _files = new(capacity);

    /// <summary>Longer than what may be held: what grew leaves a gap of half its length, and whether there is room must not depend on where things lie.</summary>
    private readonly Arena _inner = new(inner + (inner / 2) + Small);
    private readonly LinkedList<Waiter> _waiters = [];

    /// <summary>Holds one item while somebody has the turn.</summary>
    private readonly Channel<bool> _turn = Channel.CreateBounded<bool>(1);
    private long _held;
    private long _innerHeld;

    /// <summary>The most bytes that were held at once; what is short is not counted.</summary>
    internal long HighWater { get; private set; }

    /// <summary>Who asked for room and has none yet.</summary>
    internal int Waiting
    {
        get
        {
            lock (_lock)
                return _waiters.Count;
        }
    }

    /// <summary>Keeps what was made until the answer is disposed, also while nothing of it is lent: to touch new memory for each file takes time.</summary>
    internal IDisposable Use()
    {
        lock (_lock)
        {
            _files.Enter();
            _inner.Enter();
        }
        return new Release(() =>
        {
            lock (_lock)
            {
                _files.Exit();
                _inner.Exit();
            }
        });
    }

    /// <summary>At least <paramref name="length"/> bytes with whatever was in them, as soon as there is room; dispose to give them back.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There never is so much room.</exception>
    internal async ValueTask<IMemoryOwner<byte>> RentAsync(int length, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, capacity);
        if (length <= Small)
            return MemoryPool<byte>.Shared.Rent(length);
        var waiter = new Waiter(length);
        lock (_lock)
        {
            _waiters.AddLast(waiter);
            Serve();
        }
        await using var registration = cancellation.UnsafeRegister(_ => Leave(waiter, cancellation), null);
        return await waiter.Stretch.Task;
    }

    /// <summary>
    /// One's turn to read what may unpack to, or be kept as, many times its length: archives in archives, long documents. One at a
    /// time; dispose to let the next one in.
    /// </summary>
    internal async ValueTask<IDisposable> ExpandAsync(CancellationToken cancellation)
    {
        await _turn.Writer.WriteAsync(true, cancellation);
        return new Release(() => _turn.Reader.TryRead(out _));
    }

    /// <summary>
    /// For what was inside a file, in one's turn: who holds the file must not wait, and takes what room others leave or memory of
    /// its own. Whether it gets any depends on nothing but what the same reader holds already.
    /// </summary>
    internal IMemoryOwner<byte>? TryRentInner(int length)
    {
        if (length <= Small)
            return MemoryPool<byte>.Shared.Rent(length);
        lock (_lock)
        {
            if (_innerHeld + length > inner)
                return null;
            var (arena, room) = _files.Lend(length) is { } free ? (_files, free) : (_inner, _inner.Lend(length));
            if (room is not { } stretch)
                return null;
            _innerHeld += length;
            return Count(new(this, arena, stretch) { IsInner = true });
        }
    }

    // Strictly in order: a long file would never find room if short ones went ahead.
    private void Serve()
    {
        while (_waiters.First is { Value: var waiter } && _files.Lend(waiter.Length) is { } stretch)
        {
            _waiters.RemoveFirst();
            waiter.Stretch.SetResult(Count(new(this, _files, stretch)));
        }
    }

    private Stretch Count(Stretch stretch)
    {
        _held += stretch.Memory.Length;
        HighWater = Math.Max(HighWater, _held);
        return stretch;
    }

    private void Return(Arena arena, ArraySegment<byte> stretch, bool isInner)
    {
        lock (_lock)
        {
            _held -= stretch.Count;
            _innerHeld -= isInner ? stretch.Count : 0;
            arena.Return(stretch);
            Serve();
        }
    }

    private void Leave(Waiter waiter, CancellationToken cancellation)
    {
        lock (_lock)
        {
            if (!_waiters.Remove(waiter))
                return;
            // Those behind may have waited for this one alone.
            Serve();
        }
        waiter.Stretch.SetCanceled(cancellation);
    }

    private sealed class Waiter(int length)
    {
        public int Length => length;

        // Whoever gives back does not go on as the one who waited.
        public TaskCompletionSource<Stretch> Stretch { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    private sealed class Stretch(WorkingMemory memory, Arena arena, ArraySegment<byte> stretch) : IMemoryOwner<byte>
    {
        private WorkingMemory? _memory = memory;

        public bool IsInner { get; init; }

        public Memory<byte> Memory => stretch;

        public void Dispose() => Interlocked.Exchange(ref _memory, null)?.Return(arena, stretch, IsInner);
    }

    private sealed class Release(Action release) : IDisposable
    {
        private Action? _release = release;

        public void Dispose() => Interlocked.Exchange(ref _release, null)?.Invoke();
    }
}
