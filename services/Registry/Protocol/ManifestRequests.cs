using System.Text.Json;
using Attestry.Oci.Manifests;
using Attestry.Primitives;
using Attestry.Primitives.Limits;
using Attestry.Registry.Content;
using Attestry.Registry.Manifests;
using Attestry.Registry.Notifications;
using Microsoft.Net.Http.Headers;

namespace Attestry.Registry.Protocol;

/// <summary>Manifests by tag or digest: pull, push, delete.</summary>
internal sealed class ManifestRequests(ContentFiles content, RepositoryFiles repositories, Notifier notifier)
{
    public async Task<IResult> GetAsync(HttpContext context, string repository, string reference)
    {
        Digest? named = Digest.TryParse(reference, out var digest) ? digest : ImageReference.IsTag(reference) ? repositories.Tagged(repository, reference) : null;
        if (named is not { } found || repositories.ManifestMediaType(repository, found) is not { } mediaType)
            return repositories.Exists(repository) ? DistributionError.ManifestUnknown(Bounded.Quote(reference)) : DistributionError.NameUnknown(repository);
        var bytes = await content.ReadAsync(found, context.RequestAborted);
        notifier.ManifestPulled(context, repository, new(mediaType, found, bytes.Length), digest.IsEmpty ? reference : null);
        context.Response.Headers["Docker-Content-Digest"] = found.Text;
        return TypedResults.Bytes(bytes, mediaType, entityTag: new EntityTagHeaderValue($"\"{found}\""));
    }

    public async Task<IResult> PutAsync(HttpContext context, string repository, string reference)
    {
        var tag = Digest.TryParse(reference, out var stated) ? null : reference;
        if (tag is not null && !ImageReference.IsTag(tag))
            return DistributionError.ManifestInvalid("The path ends in neither a tag nor a digest.");
        if (await RequestBody.ReadAsync(context.Request, RegistryLimits.LargestManifestBytes, context.RequestAborted) is not { } bytes)
            return DistributionError.TooLarge($"A manifest may have {RegistryLimits.LargestManifestBytes} bytes.");
        if (tag is null && !stated.Matches(bytes))
            return DistributionError.DigestInvalid("The manifest's bytes do not have this digest.");
        var digest = tag is null ? stated : Digest.Sha256(bytes);
        ReceivedManifest manifest;
        try
        {
            manifest = ReceivedManifest.Read(bytes, context.Request.ContentType?.Split(';')[0].Trim());
        }
        catch (JsonException e)
        {
            return DistributionError.ManifestInvalid(e.Message);
        }
        using var held = await repositories.LockAsync(repository, context.RequestAborted);
        if (Missing(repository, manifest) is { } missing)
            return DistributionError.ManifestBlobUnknown(missing.Text);
        if (!notifier.HasRoom)
            return Notifier.NoRoom;
        Store(repository, tag, digest, bytes, manifest);
        notifier.ManifestPushed(context, repository, new(manifest.MediaType, digest, bytes.Length), tag, [.. manifest.References]);
        if (manifest.Subject is { } subject)
            context.Response.Headers["OCI-Subject"] = subject.Text;
        context.Response.Headers["Docker-Content-Digest"] = digest.Text;
        return TypedResults.Created($"{context.Request.PathBase}/v2/{repository}/manifests/{digest}");
    }

    public async Task<IResult> DeleteAsync(HttpContext context, string repository, string reference)
    {
        if (!notifier.HasRoom)
            return Notifier.NoRoom;
        using var held = await repositories.LockAsync(repository, context.RequestAborted);
        if (Digest.TryParse(reference, out var digest))
        {
            if (repositories.ManifestMediaType(repository, digest) is null)
                return DistributionError.ManifestUnknown(digest.Text);
            var tags = await RemoveAsync(repository, digest, context.RequestAborted);
            notifier.Deleted(context, repository, digest, tag: null);
            foreach (var tag in tags)
                notifier.Deleted(context, repository, digest: null, tag);
        }
        else if (ImageReference.IsTag(reference) && repositories.DeleteTag(repository, reference))
            notifier.Deleted(context, repository, digest: null, reference);
        else
            return DistributionError.ManifestUnknown(Bounded.Quote(reference));
        return TypedResults.StatusCode(StatusCodes.Status202Accepted);
    }

    private Digest? Missing(string repository, ReceivedManifest manifest)
    {
        foreach (var blob in manifest.Blobs)
            if (!repositories.HasBlob(repository, blob.Digest))
                return blob.Digest;
        // An index may list what is no manifest; then it is a blob.
        foreach (var listed in manifest.Manifests)
            if (repositories.ManifestMediaType(repository, listed.Digest) is null && !repositories.HasBlob(repository, listed.Digest))
                return listed.Digest;
        return null;
    }

    // In this order: whoever sees a tag or a referrer finds the manifest.
    private void Store(string repository, string? tag, Digest digest, byte[] bytes, ReceivedManifest manifest)
    {
        content.Keep(digest, bytes);
        repositories.LinkManifest(repository, digest, manifest.MediaType);
        if (manifest.Subject is { } subject)
            repositories.AddReferrer(repository, subject, new Descriptor(manifest.MediaType, digest, bytes.Length)
            {
                ArtifactType = manifest.ArtifactType,
                Annotations = manifest.Annotations,
            });
        if (tag is not null)
            repositories.SetTag(repository, tag, digest);
    }

    /// <summary>Returns the tags that named the manifest; they are gone with it.</summary>
    private async Task<IReadOnlyList<string>> RemoveAsync(string repository, Digest digest, CancellationToken cancellation)
    {
        var manifest = ReceivedManifest.Read(await content.ReadAsync(digest, cancellation), repositories.ManifestMediaType(repository, digest));
        var tags = repositories.Tags(repository).Where(tag => repositories.Tagged(repository, tag) == digest).ToList();
        tags.ForEach(tag => repositories.DeleteTag(repository, tag));
        if (manifest.Subject is { } subject)
            repositories.DeleteReferrer(repository, subject, digest);
        repositories.UnlinkManifest(repository, digest);
        return tags;
    }
}
