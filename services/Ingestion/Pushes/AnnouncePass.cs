using Attestry.Hosting.Background;

namespace Attestry.Ingestion.Pushes;

/// <summary>
/// Announces pushes that are open and due: the process died between storing and publishing, the broker was away, an
/// in-memory bus was lost, a registry could not be reached.
/// </summary>
internal sealed class AnnouncePass(
    PushJournal journal,
    PushAnnouncer announcer,
    IngestionOptions options,
    IngestionMetrics metrics,
    TimeProvider time,
    ILogger<AnnouncePass> logger) : PeriodicService(options.Announce.Interval, options.Announce.Interval, time, logger)
{
    // Small enough that a replica does not hold what another could announce; a turn goes on until nothing is due.
    private const int Batch = 100;

    protected override async Task TurnAsync(CancellationToken cancellation)
    {
        for (var more = true; more && !cancellation.IsCancellationRequested;)
        {
            var due = await journal.DueAsync(Batch, cancellation);
            var claimed = 0;
            foreach (var push in due.Items)
            {
                if (!await journal.ClaimAsync(push, cancellation))
                    continue;
                claimed++;
                metrics.Reannounced();
                await announcer.AnnounceAsync(push.Document.Id, cancellation);
            }
            // Nothing claimed: other replicas are at the same page.
            more = claimed > 0 && due.Next is not null;
        }
    }
}
