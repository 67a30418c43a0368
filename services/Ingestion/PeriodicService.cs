namespace Attestry.Ingestion;

/// <summary>Work that is done again and again for as long as the process runs, and survives that a server is away.</summary>
/// <param name="first">How long after the start the first turn is made.</param>
internal abstract class PeriodicService(TimeSpan first, TimeSpan interval, TimeProvider time, ILogger logger) : BackgroundService
{
    protected TimeProvider Time { get; } = time;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(first, Time);
        while (await NextAsync(timer, stoppingToken))
        {
            timer.Period = interval;
            try
            {
                await TurnAsync(stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                // The store, the bus or a registry is away. What was not done is still due at the next turn.
                logger.LogError(e, "A turn of {Service} ended early", GetType().Name);
            }
        }
    }

    /// <summary>One turn. Safe to be broken off at any point, and to be made by several replicas at once.</summary>
    protected abstract Task TurnAsync(CancellationToken cancellation);

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
