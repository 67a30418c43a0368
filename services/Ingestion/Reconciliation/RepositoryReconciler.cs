using Attestry.Contracts.Documents;
using Attestry.Ingestion.Resolution;
using Attestry.Oci.Registries;
using Attestry.Primitives;
using Attestry.Storage;

namespace Attestry.Ingestion.Reconciliation;

/// <summary>Compares one repository with what is known of it: what is new becomes a push, what is gone is marked and told.</summary>
internal sealed class RepositoryReconciler(
    RegistryDirectory registries,
    ArtifactJournal artifacts,
    ArtifactAnnouncer removals,
    ReconcilerIntake intake,
    IDocumentStore store,
    IngestionOptions options,
    IngestionMetrics metrics)
{
    public async Task ReconcileAsync(string registry, string repository, Pace pace, CancellationToken cancellation)
    {
        if (registries.Repository(registry, repository) is not { } source)
            return;
        await using (source)
        {
            var known = (await artifacts.PresentAsync(registry, repository, cancellation)).ToDictionary(a => a.Digest);
            var presence = new Presence(source);
            var found = new List<(string? Tag, Digest Digest)>();
            await ReadTagsAsync(source, presence, found, pace, cancellation);
            var tagged = found.Select(f => f.Digest).ToHashSet();
            await ReadReferrersAsync(presence, known, found, pace, cancellation);
            await TakeAsync(registry, repository, [.. found.Where(f => IsNews(known.GetValueOrDefault(f.Digest), f.Tag))], cancellation);
            await RemoveMissingAsync(presence, known.Values, tagged, pace, cancellation);
        }
    }

    private async Task ReadTagsAsync(
        RegistryRepository source, Presence presence, List<(string? Tag, Digest Digest)> found, Pace pace, CancellationToken cancellation)
    {
        await foreach (var tag in source.ListTagsAsync(cancellation))
        {
            if (found.Count == options.Reconcile.MostTags)
                return;
            await pace.StepAsync(cancellation);
            if (await presence.DigestOfAsync(tag, cancellation) is { } digest)
                found.Add((tag, digest));
        }
    }

    private static async Task ReadReferrersAsync(
        Presence presence, Dictionary<Digest, ArtifactDocument> known, List<(string? Tag, Digest Digest)> found, Pace pace, CancellationToken cancellation)
    {
        foreach (var subject in known.Values.Where(a => a.Kind is ArtifactKind.Image or ArtifactKind.Index))
        {
            await pace.StepAsync(cancellation);
            foreach (var referrer in (await presence.ListedAsync(subject.Digest, cancellation)).Where(referrer => !known.ContainsKey(referrer)))
            {
                await pace.StepAsync(cancellation);
                // A fallback index goes on listing what was deleted; without this look it would be news at every turn.
                if (await presence.DigestOfAsync(referrer.Text, cancellation) is not null)
                    found.Add((null, referrer));
            }
        }
    }

    private async Task RemoveMissingAsync(
        Presence presence, IEnumerable<ArtifactDocument> known, HashSet<Digest> tagged, Pace pace, CancellationToken cancellation)
    {
        // A tag proves that an image is there; a referrer must be found from its subject.
        foreach (var artifact in known.Where(a => a.Kind is ArtifactKind.Referrer || !tagged.Contains(a.Digest)))
        {
            await pace.StepAsync(cancellation);
            if (!await presence.HasAsync(artifact, cancellation) && await removals.RemoveAsync(artifact, cancellation))
                metrics.Reconciled(artifact.Subject is null ? "artifact-removed" : "referrer-removed");
        }
    }

    private async Task TakeAsync(string registry, string repository, List<(string? Tag, Digest Digest)> news, CancellationToken cancellation)
    {
        if (news.Count == 0)
            return;
        // Webhooks came in while the registry was read: what they tell now is not told a second time.
        var underWay = await PushesUnderWay.ReadAsync(store, cancellation);
        foreach (var (tag, digest) in news)
        {
            var now = await artifacts.FindAsync(ArtifactJournal.IdOf(registry, repository, digest), cancellation);
            if (IsNews(now, tag) && !underWay.Has(registry, repository, tag, digest.Text))
                await intake.TakeAsync(registry, repository, tag, digest, cancellation);
        }
    }

    private static bool IsNews(ArtifactDocument? known, string? tag) =>
        known is not { RemovedAt: null } || (tag is not null && !known.Tags.Contains(tag));
}
