using Attestry.Contracts.Documents;
using Attestry.Contracts.Messages;
using Attestry.Primitives;
using MassTransit;

namespace Attestry.Ingestion.Resolution;

/// <summary>Saves what was resolved and tells the others of it.</summary>
internal sealed class ArtifactAnnouncer(ArtifactJournal artifacts, IBus bus)
{
    public async Task AnnounceAsync(string registry, string repository, Resolution resolution, CancellationToken cancellation)
    {
        foreach (var manifest in resolution.Manifests)
        {
            if (manifest.Kind is ArtifactKind.Referrer)
            {
                // Told first: one that is known already is not fetched again when its index is pushed.
                await AttachedAsync(registry, repository, manifest.Subject, manifest.Digest, manifest.ArtifactType, cancellation);
                await artifacts.SaveAsync(registry, repository, manifest, cancellation);
                continue;
            }
            // Saved first: who hears of an image reads its document.
            await artifacts.SaveAsync(registry, repository, manifest, cancellation);
            if (manifest.Kind is ArtifactKind.Image or ArtifactKind.Index)
                await bus.Publish(new ArtifactResolved(ArtifactJournal.IdOf(registry, repository, manifest.Digest), manifest.Digest, manifest.Kind), cancellation);
        }
        // Where clients keep the list of referrers, a referrer is pushed before the list that leads to it: whoever looked
        // when it was told did not find it yet.
        if (!resolution.KnownReferrer.IsEmpty && await artifacts.FindAsync(ArtifactJournal.IdOf(registry, repository, resolution.KnownReferrer), cancellation) is { } known)
            await AttachedAsync(registry, repository, resolution.FallbackSubject, known.Digest, known.ArtifactType, cancellation);
    }

    /// <summary>Marks an artifact as gone and, of a referrer, says so. True when it was not marked yet.</summary>
    public async Task<bool> RemoveAsync(ArtifactDocument artifact, CancellationToken cancellation)
    {
        if (artifact.RemovedAt is not null)
            return false;
        // Told first: what is marked is not looked at again, and an untold removal would leave a stale pass.
        if (artifact.Subject is { } subject)
            await bus.Publish(new ReferrerRemoved(ArtifactJournal.IdOf(artifact.Registry, artifact.Repository, Digest.Parse(subject)), artifact.Digest), cancellation);
        return await artifacts.RemoveAsync(artifact.Id, cancellation);
    }

    private Task AttachedAsync(string registry, string repository, Digest subject, Digest referrer, string? artifactType, CancellationToken cancellation) =>
        bus.Publish(new ReferrerAttached(ArtifactJournal.IdOf(registry, repository, subject), referrer, artifactType ?? ""), cancellation);
}
