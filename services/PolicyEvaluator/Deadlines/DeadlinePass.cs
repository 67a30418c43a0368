using Attestry.Contracts.Documents;
using Attestry.PolicyEvaluator.Decisions;
using Attestry.Storage;
using MassTransit;

namespace Attestry.PolicyEvaluator.Deadlines;

/// <summary>Looks at every status that is due: to ask for evidence, to decide at the deadline, to finish what a crash left.</summary>
public sealed class DeadlinePass(IDocumentStore store, Evaluator evaluator, IBus bus, PolicyMetrics metrics, TimeProvider time, ILogger<DeadlinePass> log)
{
    private readonly IDocumentCollection<StatusDocument> _statuses = store.Collection(Collections.Statuses);

    public async Task RunAsync(CancellationToken cancellation)
    {
        // Due now is due; the bound excludes.
        var due = new Query("by_due") { Below = DocumentJson.Time(time.GetUtcNow().AddTicks(1)) };
        for (string? after = null; ;)
        {
            var page = await _statuses.QueryAsync(due with { After = after }, cancellation);
            foreach (var status in page.Items)
                await EvaluateAsync(DecisionEnvironment.ArtifactOf(status.Document), cancellation);
            if ((after = page.Next) is null)
                break;
        }
        metrics.Pending(await _statuses.CountAsync(new Query("by_state", "pending"), cancellation));
    }

    // One artifact that cannot be evaluated must not keep the others waiting; it stays due.
    private async Task EvaluateAsync(string artifact, CancellationToken cancellation)
    {
        try
        {
            await evaluator.EvaluateAsync(artifact, bus, cancellation);
        }
        catch (Exception e) when (!cancellation.IsCancellationRequested)
        {
            log.LogError(e, "Artifact {Artifact} is due and could not be evaluated", artifact);
        }
    }
}
