using Attestry.Contracts.Documents;
using Attestry.Storage;

namespace Attestry.Ingestion.Pushes;

/// <summary>The record of what registries said: each push once, whoever tells of it how often.</summary>
internal sealed class PushJournal(IDocumentStore store, IngestionOptions options, IngestionMetrics metrics, TimeProvider time)
{
    private readonly IDocumentCollection<PushDocument> _pushes = store.Collection(Collections.Pushes);

    public Task<Stored<PushDocument>?> FindAsync(string id, CancellationToken cancellation) => _pushes.GetAsync(id, cancellation);

    /// <summary>Writes the push; true when it is news and is to be announced.</summary>
    /// <param name="isAnother">Whether, where its key is taken by a push in this state, it is another one that the key does not tell apart.</param>
    public async Task<bool> RecordAsync(PushDocument push, Predicate<PushState> isAnother, CancellationToken cancellation)
    {
        while (!await _pushes.InsertAsync(push, cancellation))
        {
            var known = await _pushes.GetAsync(push.Id, cancellation);
            if (known is null)
                continue;
            if (!isAnother(known.Document.State))
                return false;
            // Written even while it is open: who resolves it now may have read the tag before this push moved it, and then
            // finds at settling that the document has changed.
            var open = known.Document.State == PushState.Open;
            var next = open ? known.Document with { ReceivedAt = push.ReceivedAt } : push;
            if (!await _pushes.ReplaceAsync(next, known.Version, cancellation))
                continue;
            if (open)
                return false;
            break;
        }
        metrics.PushIs(PushState.Open);
        return true;
    }

    /// <summary>A new open push, announced for the first time at once and due again later.</summary>
    public PushDocument Open(string id, string source, PushAction action, string registry, string repository, string? tag, string? digest, string? actor, string payload)
    {
        var now = time.GetUtcNow();
        return new(id, source, action, registry, repository, tag, digest, actor, payload, PushState.Open, 1, null, now, now + options.Announce.DelayAfter(1));
    }

    /// <summary>
    /// Ends the push unless another event was merged into it since <paramref name="seen"/> was read: false then, and it
    /// is to be resolved again. Announcements in between do not matter.
    /// </summary>
    public async Task<bool> SettleAsync(PushDocument seen, PushState state, string? problem, CancellationToken cancellation)
    {
        while (await _pushes.GetAsync(seen.Id, cancellation) is { } now)
        {
            if (now.Document.ReceivedAt != seen.ReceivedAt)
                return false;
            if (now.Document.State != PushState.Open)
                return true;
            if (await _pushes.ReplaceAsync(now.Document with { State = state, Problem = problem }, now.Version, cancellation))
            {
                metrics.PushIs(state);
                return true;
            }
        }
        return true;
    }

    /// <summary>Leaves the push open and notes why. When it is due is the announcing pass's matter.</summary>
    public async Task NoteAsync(PushDocument seen, string problem, CancellationToken cancellation)
    {
        // Lost when someone else writes at the same moment: it is a note for people.
        if (await _pushes.GetAsync(seen.Id, cancellation) is { Document.State: PushState.Open } now && now.Document.Problem != problem)
            await _pushes.ReplaceAsync(now.Document with { Problem = problem }, now.Version, cancellation);
    }

    /// <summary>Open pushes that are due, the longest due first.</summary>
    public Task<Page<PushDocument>> DueAsync(int most, CancellationToken cancellation) =>
        _pushes.QueryAsync(new("by_state", "open") { Below = DocumentJson.Time(time.GetUtcNow()), Take = most }, cancellation);

    /// <summary>Takes a due push for announcing; false when another replica did, or it was settled.</summary>
    public Task<bool> ClaimAsync(Stored<PushDocument> due, CancellationToken cancellation)
    {
        var attempts = due.Document.Attempts + 1;
        var next = due.Document with { Attempts = attempts, DueAt = time.GetUtcNow() + options.Announce.DelayAfter(attempts) };
        return _pushes.ReplaceAsync(next, due.Version, cancellation);
    }
}
