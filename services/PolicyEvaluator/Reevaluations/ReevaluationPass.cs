using Attestry.Contracts.Documents;
using Attestry.PolicyEvaluator.Decisions;
using Attestry.PolicyEvaluator.Policies;
using Attestry.Primitives;
using Attestry.Storage;
using MassTransit;

namespace Attestry.PolicyEvaluator.Reevaluations;

/// <summary>
/// Judges anew what a changed policy or exception concerns, from stored evidence. A page at a time; after each the place is
/// noted, so that a crash costs one page. Judging twice changes nothing.
/// </summary>
public sealed class ReevaluationPass(IDocumentStore store, Evaluator evaluator, PolicyLoader policies, IBus bus, TimeProvider time, ILogger<ReevaluationPass> log)
{
    /// <summary>What no evaluator could work on by then is about a policy that is gone.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    private readonly IDocumentCollection<ReevaluationDocument> _queue = store.Collection(Collections.Reevaluations);

    private readonly IDocumentCollection<ArtifactDocument> _artifacts = store.Collection(Collections.Artifacts);

    public async Task RunAsync(CancellationToken cancellation)
    {
        for (string? after = null; ;)
        {
            var page = await _queue.QueryAsync(new Query("by_started") { After = after }, cancellation);
            foreach (var work in page.Items)
                await WorkAsync(work, cancellation);
            if ((after = page.Next) is null)
                return;
        }
    }

    private async Task WorkAsync(Stored<ReevaluationDocument> stored, CancellationToken cancellation)
    {
        var (work, version) = (stored.Document, stored.Version);
        // Another replica has the new policy already; with the old one nothing would change.
        if (work.PolicySet is { } set && policies.DigestOf(set) != work.PolicyDigest && time.GetUtcNow() < work.StartedAt + Longest)
            return;
        for (var cursor = work.Cursor; ;)
        {
            var page = await _artifacts.QueryAsync(Walk(work) with { After = cursor }, cancellation);
            foreach (var artifact in page.Items.Select(item => item.Document).Where(artifact => Concerns(work, artifact)))
                await EvaluateAsync(work, artifact, cancellation);
            if ((cursor = page.Next) is null)
                break;
            // Another replica got further, or is done.
            if (!await _queue.ReplaceAsync(work with { Cursor = cursor }, version++, cancellation))
                return;
        }
        await _queue.DeleteAsync(work.Id, version, cancellation);
    }

    private static Query Walk(ReevaluationDocument work)
    {
        if (work.Digest is { } digest)
            return new("by_digest", digest.Text);
        return work.Repositories is [var one] && !one.Contains('*') && one.IndexOf('/') is > 0 and var slash
            ? new("by_repository", one[..slash], one[(slash + 1)..])
            : new("by_seen");
    }

    private static bool Concerns(ReevaluationDocument work, ArtifactDocument artifact) =>
        artifact.Kind is ArtifactKind.Image or ArtifactKind.Index
        && work.Repositories.Any(pattern => RepositoryPattern.Matches(pattern, $"{artifact.Registry}/{artifact.Repository}"));

    private async Task EvaluateAsync(ReevaluationDocument work, ArtifactDocument artifact, CancellationToken cancellation)
    {
        // An exception for an index covers the images that it lists.
        foreach (var id in work.Digest is null ? [artifact.Id] : artifact.Children.Prepend(artifact.Id))
        {
            try
            {
                await evaluator.EvaluateAsync(id, bus, cancellation);
            }
            catch (Exception e) when (!cancellation.IsCancellationRequested)
            {
                log.LogError(e, "Artifact {Artifact} could not be judged anew; the next full sweep does it", id);
            }
        }
    }
}
