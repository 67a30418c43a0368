namespace Attestry.PolicyEvaluator.Policies;

/// <summary>Loads the policies before the bus delivers anything, and looks at their sources on a schedule.</summary>
internal sealed class PolicyReloadWorker(PolicyLoader loader, PoliciesOptions options, TimeProvider time, ILogger<PolicyReloadWorker> log) : BackgroundService, IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken) => loader.StartAsync(cancellationToken);

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.Sets.Count == 0)
            return;
        using var timer = new PeriodicTimer(options.ReloadInterval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                await TryAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops.
        }
    }

    private async Task TryAsync(CancellationToken stopping)
    {
        try
        {
            await loader.ReloadAsync(stopping);
        }
        catch (Exception e) when (!stopping.IsCancellationRequested)
        {
            log.LogError(e, "The policies could not be reloaded; it is tried again in {Interval}", options.ReloadInterval);
        }
    }
}
