using Attestry.Contracts.Documents;
using Attestry.Oci;
using Attestry.Oci.Registries;
using Attestry.Primitives;
using Attestry.Primitives.Findings;

namespace Attestry.Ingestion.Resolution;

/// <summary>Takes a push from what was said to what is so: asks its registry, saves, announces, judges.</summary>
internal sealed class PushResolver(
    RegistryDirectory registries,
    ArtifactJournal artifacts,
    ArtifactAnnouncer announcer,
    TagWatch tags,
    IngestionOptions options,
    TimeProvider time,
    ILogger<PushResolver> logger)
{
    public async Task<Judgement> ResolveAsync(PushDocument push, CancellationToken cancellation)
    {
        if (registries.Repository(push.Registry, push.Repository) is not { } source)
            return new(PushState.Rejected, $"{IngestionFindings.UnknownRegistry}: {push.Registry} is not configured any more.");
        await using (source)
        {
            return push.Action == PushAction.Delete
                ? await DeletedAsync(source, push, cancellation)
                : await PushedAsync(source, push, cancellation);
        }
    }

    private async Task<Judgement> PushedAsync(RegistryRepository source, PushDocument push, CancellationToken cancellation)
    {
        Resolution? resolution;
        try
        {
            resolution = await ManifestResolver.ResolveAsync(
                source, push.Digest ?? push.Tag!, push.Tag, digest => IsKnownAsync(push, digest, cancellation), cancellation);
        }
        catch (OciException e)
        {
            logger.LogWarning("Push {Push} was rejected: {Finding}: {Problem}", push.Id, e.Finding.Id, e.Finding.Message);
            return new(PushState.Rejected, $"{e.Finding.Id}: {e.Finding.Message}");
        }
        if (resolution is null)
            return Contradicted(push, $"{IngestionFindings.NotFound}: the registry does not have it.");
        if (!await tags.LeadsToAsync(source, push, cancellation))
            return Contradicted(push, $"{IngestionFindings.NotFound}: the tag does not name it.");
        foreach (var finding in resolution.Findings)
            logger.LogWarning("Push {Push}: {Finding}: {Problem} {Location}", push.Id, finding.Id, finding.Message, finding.Location);
        await announcer.AnnounceAsync(push.Registry, push.Repository, resolution, cancellation);
        if (!resolution.FallbackSubject.IsEmpty)
            await RemoveMissingAsync(source, await artifacts.ReferrersAsync(push.Registry, push.Repository, resolution.FallbackSubject, cancellation), cancellation);
        return new(PushState.Resolved);
    }

    private async Task<Judgement> DeletedAsync(RegistryRepository source, PushDocument push, CancellationToken cancellation)
    {
        var named = await NamedAsync(push, cancellation);
        if (named.Count == 0)
            return new(PushState.Ignored, "Nothing that was deleted is known.");
        return await RemoveMissingAsync(source, named, cancellation) > 0
            ? new(PushState.Resolved)
            : Contradicted(push, "The registry still has what was deleted.");
    }

    /// <summary>What a delete event is about, as far as it is known and was not seen to be gone.</summary>
    private async Task<IReadOnlyList<ArtifactDocument>> NamedAsync(PushDocument push, CancellationToken cancellation)
    {
        if (push.Digest is { } digest)
            return await artifacts.FindAsync(ArtifactJournal.IdOf(push.Registry, push.Repository, Digest.Parse(digest)), cancellation) is { RemovedAt: null } known ? [known] : [];
        var present = await artifacts.PresentAsync(push.Registry, push.Repository, cancellation);
        return [.. present.Where(artifact => artifact.Tags.Contains(push.Tag!))];
    }

    private async Task<int> RemoveMissingAsync(RegistryRepository source, IReadOnlyList<ArtifactDocument> known, CancellationToken cancellation)
    {
        var presence = new Presence(source);
        var removed = 0;
        foreach (var artifact in known)
        {
            if (!await presence.HasAsync(artifact, cancellation) && await announcer.RemoveAsync(artifact, cancellation))
                removed++;
        }
        return removed;
    }

    private async Task<bool> IsKnownAsync(PushDocument push, Digest digest, CancellationToken cancellation) =>
        await artifacts.FindAsync(ArtifactJournal.IdOf(push.Registry, push.Repository, digest), cancellation) is { RemovedAt: null, Kind: ArtifactKind.Referrer };

    // A webhook may overtake the registry's own storage.
    private Judgement Contradicted(PushDocument push, string problem) =>
        new(time.GetUtcNow() - push.ReceivedAt < options.Resolve.Patience ? PushState.Open : PushState.Ignored, problem);
}
