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
                // Told first: of a referrer that is known already a later push of its index says nothing more.
                await bus.Publish(new ReferrerAttached(ArtifactJournal.IdOf(registry, repository, manifest.Subject), manifest.Digest, manifest.ArtifactType ?? ""), cancellation);
                await artifacts.SaveAsync(registry, repository, manifest, cancellation);
                continue;
            }
            // Saved first: who hears of an image reads its document.
            await artifacts.SaveAsync(registry, repository, manifest, cancellation);
            if (manifest.Kind is ArtifactKind.Image or ArtifactKind.Index)
                await bus.Publish(new ArtifactResolved(ArtifactJournal.IdOf(registry, repository, manifest.Digest), manifest.Digest, manifest.Kind), cancellation);
        }
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
}
