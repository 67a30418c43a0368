namespace Attestry.SignatureVerifier.Lapses;

/// <summary>Looks every minute for signatures that lapsed; a fault of the store or bus is logged, and the next turn tries again.</summary>
internal sealed class SignatureLapseWorker(SignatureLapses lapses, TimeProvider time, ILogger<SignatureLapseWorker> log) : BackgroundService
{
    // Ages are counted in days.
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                await TryAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops; what is due stays due.
        }
    }

    private async Task TryAsync(CancellationToken stopping)
    {
        try
        {
            await lapses.RunAsync(stopping);
        }
        catch (Exception e) when (!stopping.IsCancellationRequested)
        {
            log.LogError(e, "Signatures that lapsed could not be looked for; it is tried again in {Interval}", Interval);
        }
    }
}
