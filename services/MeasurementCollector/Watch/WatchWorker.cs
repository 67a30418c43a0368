using Attestry.Hosting.Background;

namespace Attestry.MeasurementCollector.Watch;

/// <summary>Runs the watch on its schedule.</summary>
internal sealed class WatchWorker(HostWatch watch, CollectorOptions options, TimeProvider time, ILogger<WatchWorker> log)
    : PeriodicService(TimeSpan.Zero, options.WatchInterval, time, log)
{
    protected override Task TurnAsync(CancellationToken cancellation) => watch.RunAsync(cancellation);
}
