namespace Attestry.MeasurementCollector.Submission;

/// <summary>So many evidences are in memory at a time; whoever comes then waits with its body unread.</summary>
internal sealed class EvidenceTurns(CollectorOptions options) : IDisposable
{
    private readonly SemaphoreSlim _turns = new(options.Concurrency);

    public async Task<IDisposable> TakeAsync(CancellationToken cancellation)
    {
        await _turns.WaitAsync(cancellation);
        return new Turn(_turns);
    }

    public void Dispose() => _turns.Dispose();

    private sealed class Turn(SemaphoreSlim turns) : IDisposable
    {
        public void Dispose() => turns.Release();
    }
}
