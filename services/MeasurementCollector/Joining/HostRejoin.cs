using Attestry.Contracts.Documents;
using Attestry.Contracts.Messages;
using Attestry.MeasurementCollector.History;
using Attestry.Primitives;
using Attestry.Primitives.Findings;
using Attestry.Storage;
using MassTransit;

namespace Attestry.MeasurementCollector.Joining;

/// <summary>Joins a host anew without new evidence: what it measured is the same, what is known of it is not.</summary>
internal sealed class HostRejoin(IDocumentStore store, HostJoin join, HistoryWriter history, TimeProvider time)
{
    private readonly IDocumentCollection<HostDocument> _hosts = store.Collection(Collections.Hosts);

    public async Task RejoinAsync(string id, IPublishEndpoint bus, CancellationToken cancellation)
    {
        while (await _hosts.GetAsync(id, cancellation) is { } stored)
        {
            var before = stored.Document;
            var (host, changed) = await join.JoinAsync(before, [], cancellation);
            if (host.RunFindings.SequenceEqual(before.RunFindings) && host.Unattested == before.Unattested && changed.Count == 0)
                return;
            host = host with { Findings = [.. before.Findings.Except(before.RunFindings), .. host.RunFindings] };
            if (before.State == HostState.Trusted && host.RunFindings.Any(finding => finding.Severity >= Severity.High))
                host = await history.AppendAsync(host with { State = HostState.Failed, ChangedAt = time.GetUtcNow(), StaleAt = null }, new("rejoined", null), cancellation);
            if (!await _hosts.ReplaceAsync(host, stored.Version, cancellation))
                continue;
            if (changed.Count > 0 || host.State != before.State)
                await bus.Publish(new HostStateChanged(id, host.State, before.State, changed), cancellation);
            return;
        }
    }
}
