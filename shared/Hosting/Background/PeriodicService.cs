using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Attestry.Hosting.Background;

/// <summary>Work that is done again and again for as long as the process runs, and survives that a server is away.</summary>
/// <param name="first">How long after the start the first turn is made; zero for at once.</param>
public abstract class PeriodicService(TimeSpan first, TimeSpan interval, TimeProvider time, ILogger logger) : BackgroundService
{
    protected TimeProvider Time { get; } = time;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (first == TimeSpan.Zero)
            await TryTurnAsync(stoppingToken);
        using var timer = new PeriodicTimer(first == TimeSpan.Zero ? interval : first, Time);
        while (await NextAsync(timer, stoppingToken))
        {
            timer.Period = interval;
            await TryTurnAsync(stoppingToken);
        }
    }

    /// <summary>One turn. Safe to be broken off at any point, and to be made by several replicas at once.</summary>
    protected abstract Task TurnAsync(CancellationToken cancellation);

    private async Task TryTurnAsync(CancellationToken stopping)
    {
        try
        {
            await TurnAsync(stopping);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The host stops; what was under way is taken up at the next start.
        }
        catch (Exception e) when (!stopping.IsCancellationRequested)
        {
            // The store, the bus or a registry is away. What was not done is still due at the next turn.
            logger.LogError(e, "A turn of {Service} ended early; it is tried again in {Interval}", GetType().Name, interval);
        }
    }

    private static async Task<bool> NextAsync(PeriodicTimer timer, CancellationToken stopping)
    {
        try
        {
            return await timer.WaitForNextTickAsync(stopping);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
