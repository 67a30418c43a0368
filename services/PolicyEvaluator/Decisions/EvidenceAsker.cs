using Attestry.Contracts.Documents;
using Attestry.Contracts.Messages;
using Attestry.Storage;
using MassTransit;

namespace Attestry.PolicyEvaluator.Decisions;

/// <summary>Asks again, with backoff, for evidence that did not come: a lost message, a dead service.</summary>
public sealed class EvidenceAsker(IDocumentStore store, EvaluatorOptions options, PolicyMetrics metrics, TimeProvider time)
{
    private readonly IDocumentCollection<StatusDocument> _statuses = store.Collection(Collections.Statuses);

    /// <summary>Asks for what is missing when that is due, or puts the status to rest until its agenda wakes it. False when it changed meanwhile.</summary>
    internal async Task<bool> AskAsync(
        Stored<StatusDocument> stored, ArtifactDocument artifact, IReadOnlyList<string> missing, Agenda agenda, IPublishEndpoint bus, CancellationToken cancellation)
    {
        var (status, now) = (stored.Document, time.GetUtcNow());
        var due = status.DueAt <= now;
        var settled = missing.Count > 0 || (agenda.Wake == DateTimeOffset.MaxValue ? status.DueAt == DateTimeOffset.MaxValue : status.DueAt <= agenda.Wake);
        if (!due && settled && status.Exceptions == agenda.Exceptions)
            return true;
        // Nobody has what is gone from its registry; the deadline still counts.
        string[] kinds = due && artifact.RemovedAt is null ? [.. missing] : [];
        var asked = kinds.Length > 0 ? status.Asked + 1 : status.Asked;
        var next = kinds.Length > 0 ? now + options.AskInterval(asked)
            : !due && missing.Count > 0 ? status.DueAt
            : DateTimeOffset.MaxValue;
        if (missing.Count > 0 && now < status.Deadline && status.Deadline < next)
            next = status.Deadline;
        next = agenda.Earlier(next);
        // Written first: of several evaluators that find it due, one asks.
        if (!await _statuses.ReplaceAsync(status with { Asked = asked, DueAt = next, Exceptions = agenda.Exceptions }, stored.Version, cancellation))
            return false;
        foreach (var kind in kinds)
        {
            metrics.Asked(kind);
            await bus.Publish(new EvidenceRequested(artifact.Id, kind, asked), cancellation);
        }
        return true;
    }
}
