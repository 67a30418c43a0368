using Attestry.Contracts.Documents;
using Attestry.Ingestion.Resolution;
using Attestry.Oci.Registries;
using Attestry.Primitives;

namespace Attestry.Ingestion.Reconciliation;

/// <summary>Compares one repository with what is known of it: what is new becomes a push, what is gone is marked and told.</summary>
internal sealed class RepositoryReconciler(
    RegistryDirectory registries,
    ArtifactJournal artifacts,
    ArtifactAnnouncer removals,
    ReconcilerIntake intake,
    IngestionOptions options,
    IngestionMetrics metrics)
{
    public async Task ReconcileAsync(string registry, string repository, PushesUnderWay underWay, Pace pace, CancellationToken cancellation)
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
            await ReadReferrersAsync(presence, known.Values, found, pace, cancellation);
            foreach (var (tag, digest) in found.Where(f => IsNews(known, f.Tag, f.Digest)))
            {
                if (!underWay.Has(registry, repository, tag, digest.Text))
                    await intake.TakeAsync(registry, repository, tag, digest, cancellation);
            }
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
        Presence presence, IEnumerable<ArtifactDocument> known, List<(string? Tag, Digest Digest)> found, Pace pace, CancellationToken cancellation)
    {
        foreach (var subject in known.Where(a => a.Kind is ArtifactKind.Image or ArtifactKind.Index))
        {
            await pace.StepAsync(cancellation);
            found.AddRange((await presence.ListedAsync(subject.Digest, cancellation)).Select(referrer => ((string?)null, referrer)));
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

    private static bool IsNews(Dictionary<Digest, ArtifactDocument> known, string? tag, Digest digest) =>
        !known.TryGetValue(digest, out var artifact) || (tag is not null && !artifact.Tags.Contains(tag));
}
