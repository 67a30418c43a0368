using Attestry.Contracts.Documents;
using Attestry.Primitives;
using Attestry.Storage;

namespace Attestry.PolicyEvaluator.Reevaluations;

/// <summary>Notes what is to be judged anew; <see cref="ReevaluationPass"/> does it.</summary>
public sealed class ReevaluationQueue(IDocumentStore store, TimeProvider time)
{
    private readonly IDocumentCollection<ReevaluationDocument> _queue = store.Collection(Collections.Reevaluations);

    internal async Task PolicyChangedAsync(string set, Digest digest, IReadOnlyList<string> patterns, CancellationToken cancellation)
    {
        var work = new ReevaluationDocument($"policy|{set}|{digest}", patterns, Digest: null, set, digest, Cursor: null, time.GetUtcNow());
        // A policy that returns while its earlier work is under way begins again: in between another one judged.
        while (!await _queue.InsertAsync(work, cancellation))
            if (await _queue.GetAsync(work.Id, cancellation) is { } stored && await _queue.ReplaceAsync(work, stored.Version, cancellation))
                return;
    }

    internal Task ExceptionChangedAsync(ExceptionDocument exception, bool revoked, CancellationToken cancellation) =>
        _queue.InsertAsync(
            new(
                $"exception|{exception.Id}|{(revoked ? "revoked" : "granted")}",
                [exception.Repository ?? "**"],
                exception.Digest,
                PolicySet: null,
                PolicyDigest: null,
                Cursor: null,
                time.GetUtcNow()),
            cancellation);
}
