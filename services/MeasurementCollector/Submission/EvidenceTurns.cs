using System.Collections.Concurrent;

namespace Attestry.MeasurementCollector.Submission;

/// <summary>
/// So many evidences are in memory at a time, one of a host; whoever comes then waits with its body unread. What is small, as nearly all is,
/// does not wait for what is large: a few hosts that send large bodies slowly hold up only each other.
/// </summary>
internal sealed class EvidenceTurns(CollectorOptions options) : IDisposable
{
    /// <summary>Of a body that states its length. A thousand of these take as much memory as two large ones.</summary>
    public const int FewBytes = 64 << 10;

    private const int SmallForOne = 32;

    private readonly SemaphoreSlim _large = new(options.Concurrency);
    private readonly SemaphoreSlim _small = new(options.Concurrency * SmallForOne);
    private readonly ConcurrentDictionary<string, bool> _reading = new(StringComparer.Ordinal);

    /// <returns>Null when another evidence of the host has its turn, or waits for it.</returns>
    public async Task<IDisposable?> TakeAsync(string host, long? length, CancellationToken cancellation)
    {
        if (!_reading.TryAdd(host, true))
            return null;
        var turns = length is <= FewBytes ? _small : _large;
        try
        {
            await turns.WaitAsync(cancellation);
        }
        catch
        {
            _reading.TryRemove(host, out _);
            throw;
        }
        return new Turn(this, turns, host);
    }

    public void Dispose()
    {
        _large.Dispose();
        _small.Dispose();
    }

    private sealed class Turn(EvidenceTurns all, SemaphoreSlim turns, string host) : IDisposable
    {
        public void Dispose()
        {
            all._reading.TryRemove(host, out _);
            turns.Release();
        }
    }
}
