namespace Attestry.MeasurementCollector.Watch;

/// <summary>Runs the watch on its schedule; a fault of the store is logged and the next turn tries again.</summary>
internal sealed partial class WatchWorker(HostWatch watch, CollectorOptions options, TimeProvider time, ILogger<WatchWorker> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.WatchInterval, time);
        try
        {
            do
                await TryAsync(stoppingToken);
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops; what was under way is taken up at the next start.
        }
    }

    private async Task TryAsync(CancellationToken stopping)
    {
        try
        {
            await watch.RunAsync(stopping);
        }
        catch (Exception e) when (!stopping.IsCancellationRequested)
        {
            LogFailed(e);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The watch over hosts failed and is tried again in its next turn")]
    private partial void LogFailed(Exception e);
}
