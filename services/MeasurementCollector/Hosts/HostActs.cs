using Attestry.Contracts.Documents;
using Attestry.Contracts.Messages;
using Attestry.MeasurementCollector.History;
using Attestry.MeasurementCollector.Http;
using Attestry.Primitives;
using Attestry.Storage;
using MassTransit;

namespace Attestry.MeasurementCollector.Hosts;

/// <summary>What only a person may do with a host. Each act is a record of its history.</summary>
internal sealed class HostActs(IDocumentStore store, HistoryWriter history, CollectorOptions options, IBus bus, TimeProvider time)
{
    private readonly IDocumentCollection<HostDocument> _hosts = store.Collection(Collections.Hosts);

    public Task<IResult> ApproveAsync(string id, string by, CancellationToken cancellation) => ActAsync(
        id, "approved", by, host => host.State == HostState.Pending ? host with { State = HostState.Enrolled, AcceptedBy = $"approved:{by}" } : null, cancellation);

    /// <summary>What stood against the host is forgotten, and so is how far its list was proven: it attests from the begin.</summary>
    public Task<IResult> RecoverAsync(string id, string by, CancellationToken cancellation) => ActAsync(
        id, "recovered", by,
        host => host.State is HostState.Failed or HostState.Stale or HostState.Revoked
            ? host with { State = host.AcceptedBy is null ? HostState.Pending : HostState.Enrolled, Findings = [], RunFindings = [], Clock = null, Replay = null, Backlog = null, BootVerified = null, InFlight = null }
            : null,
        cancellation);

    public Task<IResult> RevokeAsync(string id, string by, CancellationToken cancellation) => ActAsync(
        id, "revoked", by, host => host.State == HostState.Revoked ? null : host with { State = HostState.Revoked }, cancellation);

    /// <summary>The boot log is asked for again, and judged by what was accepted.</summary>
    public Task<IResult> BootAcceptedAsync(string id, string by, CancellationToken cancellation) => ActAsync(
        id, "boot-accepted", by, host => host with { BootVerified = null }, cancellation);

    private async Task<IResult> ActAsync(string id, string act, string by, Func<HostDocument, HostDocument?> change, CancellationToken cancellation)
    {
        while (await _hosts.GetAsync(id, cancellation) is { } stored)
        {
            if (change(stored.Document) is not { } changed)
                return Problems.Of(StatusCodes.Status409Conflict, $"The host is {stored.Document.State.ToString().ToLowerInvariant()}; it cannot be {act}.");
            var now = time.GetUtcNow();
            // An act that leaves the state as it is does not begin it anew.
            changed = changed.State == stored.Document.State && act == "boot-accepted"
                ? changed
                : changed with { ChangedAt = now, StaleAt = changed.State == HostState.Enrolled ? now + options.StaleAfter : null };
            changed = await history.AppendAsync(changed, new(act, by), cancellation);
            if (!await _hosts.ReplaceAsync(changed, stored.Version, cancellation))
                continue;
            await bus.Publish(new HostStateChanged(id, changed.State, stored.Document.State, []), cancellation);
            return TypedResults.Json(HostBody.Of(changed), DocumentJson.Options);
        }
        return Problems.NoHost(id);
    }
}
