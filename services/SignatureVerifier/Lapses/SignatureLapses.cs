using Attestry.Contracts;
using Attestry.Contracts.Documents;
using Attestry.Contracts.Messages;
using Attestry.Storage;
using MassTransit;

namespace Attestry.SignatureVerifier.Lapses;

/// <summary>Has artifacts looked at again on the day on which one of their signatures stops to count.</summary>
internal sealed class SignatureLapses(IDocumentStore store, IBus bus, TimeProvider time)
{
    // A look takes seconds; one that is not done by then was lost.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private readonly IDocumentCollection<SignatureLapseDocument> _lapses = store.Collection(Collections.SignatureLapses);

    /// <summary>Notes when the next signature lapses, after a look; null when none does.</summary>
    internal async Task NoteAsync(string artifact, DateTimeOffset? at, CancellationToken cancellation)
    {
        while (true)
        {
            var stored = await _lapses.GetAsync(artifact, cancellation);
            var done = (stored, at) switch
            {
                (null, null) => true,
                (null, { } due) => await _lapses.InsertAsync(new(artifact, due), cancellation),
                ({ } old, null) => await _lapses.DeleteAsync(artifact, old.Version, cancellation),
                ({ } old, { } due) => old.Document.DueAt == due || await _lapses.ReplaceAsync(new(artifact, due), old.Version, cancellation),
            };
            // Otherwise another look noted something in between.
            if (done)
                return;
        }
    }

    /// <summary>Asks for a look at every artifact that is due. The look notes the next time.</summary>
    internal async Task RunAsync(CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        // Due now is due; the bound excludes.
        var due = new Query("by_due") { Below = DocumentJson.Time(now.AddTicks(1)) };
        for (string? after = null; ;)
        {
            var page = await _lapses.QueryAsync(due with { After = after }, cancellation);
            foreach (var lapse in page.Items)
            {
                // Of several replicas one asks.
                if (await _lapses.ReplaceAsync(lapse.Document with { DueAt = now + Patience }, lapse.Version, cancellation))
                    await bus.Publish(new EvidenceRequested(lapse.Document.Id, EvidenceKinds.Signatures, 0), cancellation);
            }
            if ((after = page.Next) is null)
                return;
        }
    }
}
