using System.Globalization;
using Attestry.Primitives;
using Attestry.Registry.Content;
using Attestry.Registry.Notifications;
using Attestry.Registry.Uploads;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Attestry.Registry.Protocol;

/// <summary>Pushing blobs (OCI Distribution Spec 1.1 §pushing blobs): at once, in chunks, or mounted from another repository.</summary>
internal sealed class UploadRequests(
    UploadSessions sessions, ContentFiles content, RepositoryFiles repositories, Notifier notifier, EmbeddedRegistryOptions options)
{
    public async Task<IResult> StartAsync(HttpContext context, string repository)
    {
        var query = context.Request.Query;
        // A mount that is not possible becomes an upload. Only the named source counts: that other repositories have the blob is not for everyone to know.
        if (Digest.TryParse(query["mount"], out var mounted) && query["from"].ToString() is var from && ImageReference.IsRepository(from)
            && repositories.HasBlob(from, mounted))
            return Stored(context, repository, mounted, mountedFrom: from);
        if (query.ContainsKey("digest") && !Digest.TryParse(query["digest"], out _))
            return DistributionError.DigestInvalid("The digest parameter is not a digest.");
        if (sessions.Start(repository) is not { } session)
            return DistributionError.TooManyRequests("As many uploads are open as the registry allows.");
        return await WithAsync(session, async () =>
        {
            if (!Digest.TryParse(query["digest"], out var digest))
                return Accepted(context, session);
            try
            {
                return await CompleteAsync(context, session, digest);
            }
            finally
            {
                // The client was never told of the session, so nobody else would end it.
                await sessions.EndAsync(session);
            }
        });
    }

    public IResult Status(HttpContext context, string repository, string id) =>
        sessions.Find(repository, id) is { } session ? Describe(context, session, StatusCodes.Status204NoContent) : DistributionError.UploadUnknown;

    public Task<IResult> AppendAsync(HttpContext context, string repository, string id) =>
        EnterAsync(repository, id, async session => await ReadBodyAsync(context, session) is { } problem ? problem : Accepted(context, session));

    public Task<IResult> FinishAsync(HttpContext context, string repository, string id) =>
        Digest.TryParse(context.Request.Query["digest"], out var digest)
            ? EnterAsync(repository, id, session => CompleteAsync(context, session, digest))
            : Task.FromResult<IResult>(DistributionError.DigestInvalid("The digest parameter is missing or not a digest."));

    public Task<IResult> CancelAsync(string repository, string id) =>
        EnterAsync(repository, id, async session =>
        {
            await sessions.EndAsync(session);
            return TypedResults.NoContent();
        });

    private async Task<IResult> EnterAsync(string repository, string id, Func<UploadSession, Task<IResult>> work)
    {
        if (sessions.Find(repository, id) is not { } session)
            return DistributionError.UploadUnknown;
        return session.TryEnter() ? await WithAsync(session, () => work(session)) : DistributionError.UploadBusy;
    }

    private async Task<IResult> WithAsync(UploadSession session, Func<Task<IResult>> work)
    {
        try
        {
            return await work();
        }
        finally
        {
            sessions.Leave(session);
        }
    }

    private async Task<IResult> CompleteAsync(HttpContext context, UploadSession session, Digest digest)
    {
        if (await ReadBodyAsync(context, session) is { } problem)
            return problem;
        if (!await session.FinishAsync(digest, context.RequestAborted))
        {
            // Nothing can make these bytes right any more.
            await sessions.EndAsync(session);
            return DistributionError.DigestInvalid("The uploaded bytes do not have this digest.");
        }
        content.Keep(digest, session.Path);
        await sessions.EndAsync(session);
        return Stored(context, session.Repository, digest, mountedFrom: null);
    }

    /// <summary>Null when all of the body was taken.</summary>
    private async Task<DistributionError?> ReadBodyAsync(HttpContext context, UploadSession session)
    {
        var most = options.LargestBlobBytes - session.Length;
        if (context.Request.Headers.ContentRange.ToString() is { Length: > 0 } stated)
        {
            if (!ChunkRange.TryParse(stated, out var range))
                return DistributionError.SizeInvalid("Content-Range must be written as start-end.");
            if (range.Start != session.Length)
                return DistributionError.UploadOutOfOrder(session.Length);
            if (range.Length > most)
                return DistributionError.TooLarge($"A blob may have {options.LargestBlobBytes} bytes.");
            if (context.Request.ContentLength is { } length && length != range.Length)
                return DistributionError.SizeInvalid("Content-Range and Content-Length contradict each other.");
            return await AppendAsync(context, session, range.Length) ?? (session.Length == range.Start + range.Length
                ? null
                : DistributionError.SizeInvalid("The chunk is shorter than its Content-Range."));
        }
        return context.Request.ContentLength > most
            ? DistributionError.TooLarge($"A blob may have {options.LargestBlobBytes} bytes.")
            : await AppendAsync(context, session, most);
    }

    private static async Task<DistributionError?> AppendAsync(HttpContext context, UploadSession session, long most) =>
        await session.AppendAsync(context.Request.Body, most, context.RequestAborted) switch
        {
            AppendResult.Complete => null,
            AppendResult.TooLong => DistributionError.TooLarge("The body has more bytes than its Content-Range says or a blob may have."),
            _ => DistributionError.TooManyRequests("Unfinished uploads hold as many bytes as the registry allows."),
        };

    private IResult Stored(HttpContext context, string repository, Digest digest, string? mountedFrom)
    {
        if (!notifier.HasRoom)
            return Notifier.NoRoom;
        repositories.LinkBlob(repository, digest);
        notifier.BlobPushed(context, repository, digest, content.LengthOf(digest), mountedFrom);
        context.Response.Headers["Docker-Content-Digest"] = digest.Text;
        return TypedResults.Created($"{context.Request.PathBase}/v2/{repository}/blobs/{digest}");
    }

    private static StatusCodeHttpResult Accepted(HttpContext context, UploadSession session) => Describe(context, session, StatusCodes.Status202Accepted);

    private static StatusCodeHttpResult Describe(HttpContext context, UploadSession session, int status)
    {
        var headers = context.Response.Headers;
        headers.Location = $"{context.Request.PathBase}/v2/{session.Repository}/blobs/uploads/{session.Id}";
        // The last byte's position; there is no way to write an empty range, and clients expect 0-0.
        headers.Range = string.Create(CultureInfo.InvariantCulture, $"0-{Math.Max(0, session.Length - 1)}");
        headers["Docker-Upload-UUID"] = session.Id;
        return TypedResults.StatusCode(status);
    }
}
