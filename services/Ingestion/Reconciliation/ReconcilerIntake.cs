using Attestry.Contracts.Documents;
using Attestry.Ingestion.Pushes;
using Attestry.Primitives;

namespace Attestry.Ingestion.Reconciliation;

/// <summary>Turns what no webhook told into a push like any other.</summary>
internal sealed class ReconcilerIntake(PushJournal journal, PushAnnouncer announcer, IngestionMetrics metrics)
{
    /// <summary>Stands in a push's source, where a webhook has its own.</summary>
    public const string Source = "reconciler";

    public async Task TakeAsync(string registry, string repository, string? tag, Digest digest, CancellationToken cancellation)
    {
        var id = PushKey.Of(Source, "", registry, PushAction.Push, repository, tag, digest.Text);
        var push = journal.Open(id, Source, PushAction.Push, registry, repository, tag, digest.Text, null, "{}");
        // One that was settled and is not known came back. What was rejected stays so: the same digest has the same bytes.
        if (!await journal.RecordAsync(push, state => state is PushState.Resolved or PushState.Ignored, cancellation))
            return;
        metrics.Reconciled("push");
        await announcer.AnnounceAsync(id, cancellation);
    }
}
