using Attestry.Contracts.Documents;
using Attestry.PolicyEvaluator.Decisions;
using Attestry.PolicyEvaluator.Policies;
using Attestry.Storage;
using MassTransit;

namespace Attestry.PolicyEvaluator.Deadlines;

/// <summary>Finds what no message told: artifacts without a status, and, looking at all, decisions that no longer rest on what is stored.</summary>
public sealed class StatusSweep(IDocumentStore store, Evaluator evaluator, ActivePolicies policies, IBus bus, TimeProvider time, ILogger<StatusSweep> log)
{
    /// <summary>How far a look goes back behind the last one: an artifact is stamped before it is saved, by another machine's clock.</summary>
    private static readonly TimeSpan Overlap = TimeSpan.FromMinutes(10);

    private readonly IDocumentCollection<ArtifactDocument> _artifacts = store.Collection(Collections.Artifacts);

    private readonly IDocumentCollection<StatusDocument> _statuses = store.Collection(Collections.Statuses);

    private DateTimeOffset _lookedAt;

    /// <summary>Every artifact, whatever its status says. Artifacts whose decision stands cost three reads.</summary>
    public async Task RunFullAsync(CancellationToken cancellation)
    {
        await WalkAsync(new("by_seen"), page => Task.FromResult(page), cancellation);
        await ForgetAsync(cancellation);
    }

    /// <summary>Artifacts first seen since the last look that have no status.</summary>
    public Task RunAsync(CancellationToken cancellation)
    {
        var from = _lookedAt > DateTimeOffset.MinValue + Overlap ? _lookedAt - Overlap : DateTimeOffset.MinValue;
        return WalkAsync(new("by_seen") { From = DocumentJson.Time(from) }, page => WithoutStatusAsync(page, cancellation), cancellation);
    }

    private async Task WalkAsync(Query query, Func<IReadOnlyList<string>, Task<IReadOnlyList<string>>> choose, CancellationToken cancellation)
    {
        var started = time.GetUtcNow();
        for (string? after = null; ;)
        {
            var page = await _artifacts.QueryAsync(query with { After = after }, cancellation);
            var judged = page.Items.Select(item => item.Document).Where(a => a.Kind is ArtifactKind.Image or ArtifactKind.Index);
            foreach (var artifact in await choose([.. judged.Select(a => a.Id)]))
                await EvaluateAsync(artifact, cancellation);
            if ((after = page.Next) is null)
                break;
        }
        _lookedAt = started;
    }

    // Nobody judges for an environment that no set names any more; its last answers must not stand for good.
    private async Task ForgetAsync(CancellationToken cancellation)
    {
        for (string? after = null; ;)
        {
            var page = await _statuses.QueryAsync(new Query("by_changed") { Take = Query.LargestPage, After = after }, cancellation);
            foreach (var status in page.Items.Where(status => !policies.Environments.Contains(status.Document.Environment)))
                await _statuses.DeleteAsync(status.Document.Id, status.Version, cancellation);
            if ((after = page.Next) is null)
                return;
        }
    }

    private async Task<IReadOnlyList<string>> WithoutStatusAsync(IReadOnlyList<string> artifacts, CancellationToken cancellation)
    {
        var known = await _statuses.GetManyAsync([.. artifacts], cancellation);
        return [.. artifacts.Except(known.Select(status => status.Document.Id))];
    }

    private async Task EvaluateAsync(string artifact, CancellationToken cancellation)
    {
        try
        {
            await evaluator.EvaluateAsync(artifact, bus, cancellation);
        }
        catch (Exception e) when (!cancellation.IsCancellationRequested)
        {
            log.LogError(e, "Artifact {Artifact} could not be evaluated", artifact);
        }
    }
}
