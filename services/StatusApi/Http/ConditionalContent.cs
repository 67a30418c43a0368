using System.Security.Cryptography;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Attestry.StatusApi.Http;

/// <summary>Finished bytes with a strong entity tag; answers 304 to a client that has them (RFC 9110 §13.1.2).</summary>
internal sealed class ConditionalContent(byte[] content, string contentType, string tag, string caching = ConditionalContent.Revalidate) : IResult
{
    /// <summary>It may be kept, but is asked for each time: a status must not be older than the answer.</summary>
    public const string Revalidate = "private, no-cache";

    private readonly EntityTagHeaderValue _tag = new($"\"{tag}\"");

    public int Length => content.Length;

    /// <summary>JSON whose tag is its own digest.</summary>
    public static ConditionalContent OfJson(byte[] json, string caching = Revalidate) =>
        new(json, "application/json", Convert.ToHexStringLower(SHA256.HashData(json).AsSpan(0, 16)), caching);

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.Headers.ETag = _tag.Tag.Value;
        response.Headers.CacheControl = caching;
        if (IsHeld(httpContext.Request.Headers.IfNoneMatch))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }
        response.ContentType = contentType;
        response.ContentLength = content.Length;
        return response.Body.WriteAsync(content, 0, content.Length, httpContext.RequestAborted);
    }

    private bool IsHeld(StringValues ifNoneMatch) =>
        ifNoneMatch.Count > 0
        && EntityTagHeaderValue.TryParseList(ifNoneMatch, out var held)
        && held.Any(one => one.Equals(EntityTagHeaderValue.Any) || one.Compare(_tag, useStrongComparison: false));
}
