using Attestry.Hosting.Background;

namespace Attestry.PolicyEvaluator.Deadlines;

/// <summary>Sweeps the statuses again and again: all of them at start and seldom, else those since the last time. One after the other, for both move the sweep's mark.</summary>
internal sealed class SweepWorker(StatusSweep sweep, EvaluatorOptions options, TimeProvider time, ILogger<SweepWorker> log)
    : PeriodicService(TimeSpan.Zero, options.SweepInterval, time, log)
{
    private DateTimeOffset _full = DateTimeOffset.MinValue;

    protected override async Task TurnAsync(CancellationToken cancellation)
    {
        if (Time.GetUtcNow() < _full)
        {
            await sweep.RunAsync(cancellation);
            return;
        }
        await sweep.RunFullAsync(cancellation);
        _full = Time.GetUtcNow() + options.FullSweepInterval;
    }
}
