namespace Attestry.MeasurementCollector.Submission;

/// <summary>A small turn, which becomes a large one for a body that turns out to be large.</summary>
internal sealed class EvidenceTurn(SemaphoreSlim small, SemaphoreSlim large, Action ended) : IDisposable
{
    /// <summary>Of a small body. A thousand of these take as much memory as two large ones.</summary>
    private const int FewBytes = 64 << 10;

    private SemaphoreSlim? _held = small;

    /// <param name="patience">Ends what takes longer than <paramref name="limit"/>; waiting for a turn does not count.</param>
    /// <exception cref="OperationCanceledException">The body did not come in time.</exception>
    public async Task ReadAsync(Stream from, MemoryStream body, CancellationTokenSource patience, TimeSpan limit)
    {
        patience.CancelAfter(limit);
        var buffer = new byte[16 << 10];
        while (body.Length < FewBytes)
        {
            var read = await from.ReadAsync(buffer, patience.Token);
            if (read == 0)
                return;
            body.Write(buffer, 0, read);
        }
        patience.CancelAfter(Timeout.InfiniteTimeSpan);
        _held?.Release();
        _held = null;
        await large.WaitAsync(patience.Token);
        _held = large;
        patience.CancelAfter(limit);
        await from.CopyToAsync(body, patience.Token);
    }

    public void Dispose()
    {
        ended();
        _held?.Release();
    }
}
