using Attestry.Contracts.Documents;
using Attestry.Ingestion.Pushes;

namespace Attestry.Ingestion.Webhooks;

/// <summary>Turns events into pushes: stored first, then announced, each once.</summary>
internal sealed class WebhookIntake(PushJournal journal, PushAnnouncer announcer, IngestionMetrics metrics)
{
    public async Task TakeAsync(string source, IReadOnlyList<(string Registry, RegistryEvent Event)> events, CancellationToken cancellation)
    {
        var news = new List<string>();
        foreach (var (registry, e) in events)
        {
            var push = Open(source, registry, e);
            if (await journal.RecordAsync(push, _ => PushKey.IsAmbiguous(e), cancellation))
                news.Add(push.Id);
            else
                metrics.Duplicate(source);
        }
        foreach (var push in news)
            await announcer.AnnounceAsync(push, cancellation);
    }

    private PushDocument Open(string source, string registry, RegistryEvent e)
    {
        var action = e.Action == RegistryEventAction.Delete ? PushAction.Delete : PushAction.Push;
        return journal.Open(PushKey.Of(source, registry, action, e), source, action, registry, e.Repository, e.Tag, e.Digest, e.Actor, e.Payload);
    }
}
