using System.Collections.Concurrent;
using System.Text;
using Attestry.Oci.Manifests;
using Attestry.Primitives;
using Microsoft.AspNetCore.Http;

namespace Attestry.Oci.Tests.Support;

/// <summary>A small registry behind a <see cref="LoopbackServer"/>: what is pushed can be pulled; no referrers API unless told.</summary>
internal sealed class StoredRepository
{
    public ConcurrentDictionary<string, (string MediaType, byte[] Bytes)> Manifests { get; } = new();

    public ConcurrentDictionary<string, byte[]> Blobs { get; } = new();

    /// <summary>Answers the referrers API with these descriptors; null when there is no such API.</summary>
    public IReadOnlyList<Descriptor>? Referrers { get; set; }

    public Descriptor Add(byte[] blob, string mediaType = "application/octet-stream")
    {
        var digest = Digest.Sha256(blob);
        Blobs[digest.Text] = blob;
        return new Descriptor(mediaType, digest, blob.Length);
    }

    public Descriptor Add(string tag, string mediaType, byte[] manifest)
    {
        var digest = Digest.Sha256(manifest);
        Manifests[tag] = Manifests[digest.Text] = (mediaType, manifest);
        return new Descriptor(mediaType, digest, manifest.Length);
    }

    public async Task AnswerAsync(HttpContext context)
    {
        var (request, response) = (context.Request, context.Response);
        var parts = request.Path.Value!.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var (kind, name) = (parts.Length > 3 ? parts[^2] : "", parts[^1]);
        switch (request.Method, kind)
        {
            case ("GET" or "HEAD", "manifests") when Manifests.TryGetValue(name, out var manifest):
                response.Headers["Docker-Content-Digest"] = Digest.Sha256(manifest.Bytes).Text;
                await WriteAsync(context, manifest.MediaType, manifest.Bytes);
                break;
            case ("PUT", "manifests"):
                var pushed = await BodyAsync(request);
                Add(name, request.ContentType!, pushed);
                response.StatusCode = StatusCodes.Status201Created;
                break;
            case ("DELETE", "manifests"):
                response.StatusCode = Manifests.TryRemove(name, out _) ? StatusCodes.Status202Accepted : StatusCodes.Status404NotFound;
                break;
            case ("GET" or "HEAD", "blobs") when Blobs.TryGetValue(name, out var blob):
                await WriteAsync(context, "application/octet-stream", blob);
                break;
            case ("POST", "blobs") when request.Query["mount"] is [{ } mounted] && Blobs.ContainsKey(mounted):
                response.StatusCode = StatusCodes.Status201Created;
                break;
            case ("POST", "blobs"):
                response.StatusCode = StatusCodes.Status202Accepted;
                response.Headers.Location = $"{request.Path.Value!.TrimEnd('/')}/one?state=x";
                break;
            case ("PUT", "uploads"):
                Blobs[request.Query["digest"]!] = await BodyAsync(request);
                response.StatusCode = StatusCodes.Status201Created;
                break;
            case ("GET", "referrers") when Referrers is { } referrers:
                await WriteAsync(context, MediaTypes.OciIndex, IndexDocument.Write(referrers));
                break;
            default:
                response.StatusCode = StatusCodes.Status404NotFound;
                break;
        }
    }

    public static async Task WriteAsync(HttpContext context, string mediaType, byte[] body)
    {
        context.Response.ContentType = mediaType;
        context.Response.ContentLength = body.Length;
        if (context.Request.Method != "HEAD")
            await context.Response.Body.WriteAsync(body);
    }

    public static Task WriteAsync(HttpContext context, string json) => WriteAsync(context, "application/json", Encoding.UTF8.GetBytes(json));

    private static async Task<byte[]> BodyAsync(HttpRequest request)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body);
        return body.ToArray();
    }
}
