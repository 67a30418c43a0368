using Attestry.Contracts.Documents;
using Attestry.Contracts.Messages;
using Attestry.Hosting.Bus;
using Attestry.MeasurementCollector.History;
using Attestry.Primitives;
using Attestry.Primitives.Findings;
using Attestry.Storage;
using MassTransit;

namespace Attestry.MeasurementCollector.Watch;

/// <summary>Finds hosts that are silent, evidence whose message was lost, and what has expired.</summary>
internal sealed partial class HostWatch(IDocumentStore store, HistoryWriter history, CollectorMetrics metrics, BusOptions transport, IBus bus, TimeProvider time, ILogger<HostWatch> log)
{
    private static readonly TimeSpan Lost = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan KeepStatuses = TimeSpan.FromDays(1);

    private readonly IDocumentCollection<HostDocument> _hosts = store.Collection(Collections.Hosts);

    // A bus in memory lost its messages with the process before: what is accepted then waits for nothing.
    private TimeSpan _patience = transport.Transport == "memory" ? TimeSpan.Zero : Lost;

    public async Task RunAsync(CancellationToken cancellation)
    {
        var (now, patience) = (time.GetUtcNow(), _patience);
        foreach (var item in await DueAsync(Collections.Hosts, new("by_stale") { From = "0", Below = DocumentJson.Time(now) }, cancellation))
            await MarkAsync(item, cancellation);
        foreach (var item in await DueAsync(Collections.HostEvidence, new("by_progress", HostEvidenceDocument.Accepted) { Below = DocumentJson.Time(now - patience) }, cancellation))
            await bus.Publish(new HostEvidenceSubmitted(item.Document.Host, item.Document.Id), cancellation);
        _patience = Lost;
        await PurgeAsync(Collections.HostEnrolments, new("by_expiry") { Below = DocumentJson.Time(now) }, cancellation);
        // Used nonces are kept for a while, so that a replay is told from a nonce that never was.
        await PurgeAsync(Collections.HostChallenges, new("by_expiry") { Below = DocumentJson.Time(now - KeepStatuses) }, cancellation);
        foreach (var progress in new[] { "passed", "failed", "partial" })
            await PurgeAsync(Collections.HostEvidence, new("by_progress", progress) { Below = DocumentJson.Time(now - KeepStatuses) }, cancellation);
    }

    private async Task MarkAsync(Stored<HostDocument> stored, CancellationToken cancellation)
    {
        var before = stored.Document;
        // Who never attested has no trust to lose; it is silent all the same, once.
        var state = before.State == HostState.Trusted ? HostState.Stale : before.State;
        var message = before.LastAttemptAt is { } last ? $"The host has been silent; its last attempt was at {DocumentJson.Time(last)}." : "The host never attested.";
        var host = before with
        {
            State = state,
            ChangedAt = state == before.State ? before.ChangedAt : time.GetUtcNow(),
            StaleAt = null,
            Findings = [.. before.Findings.Where(finding => finding.Id != AttestationFindings.Silent), new(AttestationFindings.Silent, Severity.Medium, message)],
        };
        host = await history.AppendAsync(host, new("silent", null), cancellation);
        if (!await _hosts.ReplaceAsync(host, stored.Version, cancellation))
            return;
        metrics.Silent();
        LogSilent(host.Id, before.LastAttemptAt);
        if (state != before.State)
            await bus.Publish(new HostStateChanged(host.Id, state, before.State, []), cancellation);
    }

    private async Task<IReadOnlyList<Stored<T>>> DueAsync<T>(CollectionDefinition<T> collection, Query query, CancellationToken cancellation)
        where T : class, Contracts.IDocument =>
        (await store.Collection(collection).QueryAsync(query with { Take = Query.LargestPage }, cancellation)).Items;

    /// <summary>Page by page: thousands of hosts leave more behind in one interval than a page holds.</summary>
    private async Task PurgeAsync<T>(CollectionDefinition<T> collection, Query query, CancellationToken cancellation)
        where T : class, Contracts.IDocument
    {
        while (await DueAsync(collection, query, cancellation) is { Count: > 0 } items)
        {
            // Together, so that the store waits for its disk once and not for each.
            await Task.WhenAll(items.Select(item => store.Collection(collection).DeleteAsync(item.Document.Id, item.Version, cancellation)));
            if (items.Count < Query.LargestPage)
                return;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Host {Host} is silent; its last attempt was at {LastAttempt}")]
    private partial void LogSilent(string host, DateTimeOffset? lastAttempt);
}
