using Attestry.Contracts.Messages;
using MassTransit;

namespace Attestry.Ingestion.Pushes;

/// <summary>Tells the resolver of a stored push.</summary>
internal sealed class PushAnnouncer(IBus bus, ILogger<PushAnnouncer> logger)
{
    // A broker that is away must not hold up the registry, which waits for its answer.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public async Task AnnounceAsync(string push, CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Patience);
        try
        {
            await bus.Publish(new PushReceived(push), patience.Token);
        }
        catch (Exception e) when (!cancellation.IsCancellationRequested)
        {
            // Whatever the transport throws: the push is stored, and the announcing pass takes it up when it is due.
            logger.LogWarning(e, "Push {Push} was stored and could not be announced; it will be announced again", push);
        }
    }
}
