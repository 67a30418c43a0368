using System.Collections.Concurrent;

namespace Attestry.MeasurementCollector.Submission;

/// <summary>
/// So many evidences are in memory at a time, one of a host; whoever comes then waits with its body unread. What is small, as nearly all is,
/// does not wait for what is large: a few hosts that send large bodies slowly hold up only each other.
/// </summary>
internal sealed class EvidenceTurns(CollectorOptions options) : IDisposable
{
    private const int SmallForOne = 32;

    private readonly SemaphoreSlim _large = new(options.Concurrency);
    private readonly SemaphoreSlim _small = new(options.Concurrency * SmallForOne);
    private readonly ConcurrentDictionary<string, bool> _reading = new(StringComparer.Ordinal);

    /// <returns>Null when another evidence of the host has its turn, or waits for it.</returns>
    public async Task<EvidenceTurn?> TakeAsync(string host, CancellationToken cancellation)
    {
        if (!_reading.TryAdd(host, true))
            return null;
        try
        {
            await _small.WaitAsync(cancellation);
        }
        catch
        {
            _reading.TryRemove(host, out _);
            throw;
        }
        return new(_small, _large, () => _reading.TryRemove(host, out _));
    }

    public void Dispose()
    {
        _large.Dispose();
        _small.Dispose();
    }
}
