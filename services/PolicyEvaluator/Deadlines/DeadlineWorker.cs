using Attestry.PolicyEvaluator.Reevaluations;
using Attestry.PolicyEvaluator.Signing;

namespace Attestry.PolicyEvaluator.Deadlines;

/// <summary>Runs the passes on their schedules; a fault of the store is logged and the next turn tries again.</summary>
internal sealed class DeadlineWorker(
    SigningKeyPublication keys, DeadlinePass pass, ReevaluationPass reevaluations, StatusSweep sweep, EvaluatorOptions options, TimeProvider time, ILogger<DeadlineWorker> log) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(
        EveryAsync("deadline pass", options.PassInterval, PassAsync, stoppingToken),
        EveryAsync("reevaluation", options.PassInterval, reevaluations.RunAsync, stoppingToken),
        SweepAsync(stoppingToken));

    // The key is published at start, and again at each turn until the store took it.
    private async Task PassAsync(CancellationToken cancellation)
    {
        await keys.EnsureAsync(cancellation);
        await pass.RunAsync(cancellation);
    }

    // One after the other: both move the sweep's mark.
    private async Task SweepAsync(CancellationToken stopping)
    {
        DateTimeOffset full = default;
        await EveryAsync("status sweep", options.SweepInterval, RunAsync, stopping);

        async Task RunAsync(CancellationToken cancellation)
        {
            if (time.GetUtcNow() < full)
            {
                await sweep.RunAsync(cancellation);
                return;
            }
            await sweep.RunFullAsync(cancellation);
            full = time.GetUtcNow() + options.FullSweepInterval;
        }
    }

    private async Task EveryAsync(string what, TimeSpan interval, Func<CancellationToken, Task> run, CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(interval, time);
        try
        {
            do
                await TryAsync(what, run, stopping);
            while (await timer.WaitForNextTickAsync(stopping));
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The host stops; what was under way is taken up at the next start.
        }
    }

    private async Task TryAsync(string what, Func<CancellationToken, Task> run, CancellationToken stopping)
    {
        try
        {
            await run(stopping);
        }
        catch (Exception e) when (!stopping.IsCancellationRequested)
        {
            log.LogError(e, "The {What} failed and is tried again in its next turn", what);
        }
    }
}
