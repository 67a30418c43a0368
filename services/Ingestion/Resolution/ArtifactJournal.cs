using Attestry.Contracts.Documents;
using Attestry.Primitives;
using Attestry.Primitives.Limits;
using Attestry.Storage;

namespace Attestry.Ingestion.Resolution;

/// <summary>The record of artifacts. Many pushes tell of one artifact, at the same time: each adds what it knows, none takes away.</summary>
internal sealed class ArtifactJournal(IDocumentStore store, TimeProvider time)
{
    private readonly IDocumentCollection<ArtifactDocument> _artifacts = store.Collection(Collections.Artifacts);

    public static string IdOf(string registry, string repository, Digest digest) => $"{registry}/{repository}@{digest}";

    public async Task<ArtifactDocument?> FindAsync(string id, CancellationToken cancellation) => (await _artifacts.GetAsync(id, cancellation))?.Document;

    /// <exception cref="IOException">Too many others wrote it at the same time.</exception>
    public Task SaveAsync(string registry, string repository, ResolvedManifest manifest, CancellationToken cancellation)
    {
        var seen = Document(registry, repository, manifest);
        return ChangeAsync(seen.Id, known => known is null ? seen : Merge(known, seen), cancellation);
    }

    /// <summary>Marks the artifact as gone; false when it was marked already or was never known.</summary>
    public async Task<bool> RemoveAsync(string id, CancellationToken cancellation)
    {
        var removed = false;
        await ChangeAsync(
            id,
            known =>
            {
                removed = known is { RemovedAt: null };
                return removed ? known! with { RemovedAt = time.GetUtcNow() } : null;
            },
            cancellation);
        return removed;
    }

    /// <summary>What is known of a repository and was not seen to be gone.</summary>
    public async Task<IReadOnlyList<ArtifactDocument>> PresentAsync(string registry, string repository, CancellationToken cancellation) =>
        await AllAsync(new Query("by_repository", registry, repository), cancellation);

    /// <summary>What is known to refer to <paramref name="subject"/> and was not seen to be gone.</summary>
    public async Task<IReadOnlyList<ArtifactDocument>> ReferrersAsync(string registry, string repository, Digest subject, CancellationToken cancellation) =>
        await AllAsync(new Query("by_subject", registry, repository, subject.Text), cancellation);

    private async Task<List<ArtifactDocument>> AllAsync(Query query, CancellationToken cancellation)
    {
        var all = new List<ArtifactDocument>();
        string? after = null;
        do
        {
            var page = await _artifacts.QueryAsync(query with { Take = Query.LargestPage, After = after }, cancellation);
            all.AddRange(page.Items.Select(i => i.Document).Where(a => a.RemovedAt is null));
            after = page.Next;
        }
        while (after is not null && all.Count < IngestionLimits.ArtifactsPerRepository);
        return all;
    }

    /// <param name="change">What the document becomes; null leaves it as it is.</param>
    private async Task ChangeAsync(string id, Func<ArtifactDocument?, ArtifactDocument?> change, CancellationToken cancellation)
    {
        for (var tries = 0; tries < IngestionLimits.ConcurrencyTries; tries++)
        {
            var known = await _artifacts.GetAsync(id, cancellation);
            if (change(known?.Document) is not { } next)
                return;
            if (known is null ? await _artifacts.InsertAsync(next, cancellation) : await _artifacts.ReplaceAsync(next, known.Version, cancellation))
                return;
        }
        throw new IOException($"{id} was changed by others {IngestionLimits.ConcurrencyTries} times in a row.");
    }

    private ArtifactDocument Document(string registry, string repository, ResolvedManifest manifest)
    {
        var now = time.GetUtcNow();
        return new(
            IdOf(registry, repository, manifest.Digest),
            registry,
            repository,
            manifest.Digest,
            manifest.Kind,
            manifest.MediaType,
            manifest.ArtifactType,
            manifest.Platforms,
            manifest.Tag is { } tag ? [tag] : [],
            manifest.Subject.IsEmpty ? null : manifest.Subject.Text,
            [.. manifest.Parents.Select(p => IdOf(registry, repository, p))],
            [.. manifest.Children.Select(c => IdOf(registry, repository, c))],
            now,
            now,
            null);
    }

    private static ArtifactDocument Merge(ArtifactDocument known, ArtifactDocument seen)
    {
        // A tag can make a referrer of what is an image by its content; once an image, it stays one.
        var image = known.Kind is ArtifactKind.Image or ArtifactKind.Index;
        return known with
        {
            Kind = image ? known.Kind : seen.Kind,
            ArtifactType = image ? known.ArtifactType : seen.ArtifactType,
            Platforms = Union(known.Platforms, seen.Platforms),
            Tags = Union(known.Tags, seen.Tags),
            Subject = seen.Subject ?? known.Subject,
            Parents = Union(known.Parents, seen.Parents),
            Children = Union(known.Children, seen.Children),
            LastSeenAt = seen.LastSeenAt,
            RemovedAt = null,
        };
    }

    private static IReadOnlyList<string> Union(IReadOnlyList<string> known, IReadOnlyList<string> seen) =>
        seen.All(known.Contains) ? known : [.. known, .. seen.Except(known, StringComparer.Ordinal)];
}
