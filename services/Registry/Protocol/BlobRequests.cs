using Attestry.Primitives;
using Attestry.Registry.Content;
using Attestry.Registry.Notifications;
using Microsoft.Net.Http.Headers;

namespace Attestry.Registry.Protocol;

/// <summary>Pulling and deleting blobs.</summary>
internal sealed class BlobRequests(ContentFiles content, RepositoryFiles repositories, Notifier notifier)
{
    public IResult Get(HttpContext context, string repository, string reference)
    {
        if (!Digest.TryParse(reference, out var digest))
            return DistributionError.DigestInvalid("The path names no digest.");
        if (!repositories.HasBlob(repository, digest))
            return DistributionError.BlobUnknown(digest.Text);
        notifier.BlobPulled(context, repository, digest, content.LengthOf(digest));
        context.Response.Headers["Docker-Content-Digest"] = digest.Text;
        // RFC 9110 §14.2: a range in another unit is as if it were not there.
        var inBytes = context.Request.Headers.Range.ToString().StartsWith("bytes=", StringComparison.OrdinalIgnoreCase);
        return TypedResults.PhysicalFile(content.PathOf(digest), "application/octet-stream",
            entityTag: new EntityTagHeaderValue($"\"{digest}\""), enableRangeProcessing: inBytes);
    }

    public async Task<IResult> DeleteAsync(HttpContext context, string repository, string reference)
    {
        if (!Digest.TryParse(reference, out var digest))
            return DistributionError.DigestInvalid("The path names no digest.");
        if (!notifier.HasRoom)
            return Notifier.NoRoom;
        using var held = await repositories.LockAsync(repository, context.RequestAborted);
        if (!repositories.UnlinkBlob(repository, digest))
            return DistributionError.BlobUnknown(digest.Text);
        notifier.Deleted(context, repository, digest, tag: null);
        return TypedResults.StatusCode(StatusCodes.Status202Accepted);
    }
}
