using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Attestry.Primitives;
using Attestry.Sigstore.Cosign;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Attestry.TestKit.Signing;

/// <summary>
/// A registry on a real socket, which holds what a test puts into it, wrong bytes included. Clients can pull and push
/// (OCI Distribution Spec 1.1); it has a referrers API or not, as the test wants.
/// </summary>
public sealed partial class LoopbackRegistry : IAsyncDisposable
{
    private const string IndexType = "application/vnd.oci.image.index.v1+json";

    private readonly ConcurrentDictionary<(string Repository, string Reference), (string MediaType, byte[] Bytes)> _manifests = new();

    private readonly ConcurrentDictionary<Digest, byte[]> _blobs = new();

    private readonly ConcurrentDictionary<string, MemoryStream> _uploads = new();

    private readonly WebApplication _app;

    private LoopbackRegistry()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.Map("/v2/{**path}", (HttpContext context, string? path) => AnswerAsync(context, path ?? ""));
    }

    /// <summary><c>127.0.0.1:port</c>.</summary>
    public string Host { get; private set; } = "";

    public bool HasReferrersApi { get; init; }

    /// <summary>Called before each answer; a test holds an answer back by it.</summary>
    public Func<string, Task> Before { get; set; } = _ => Task.CompletedTask;

    public static async Task<LoopbackRegistry> StartAsync(bool referrersApi = true)
    {
        var registry = new LoopbackRegistry { HasReferrersApi = referrersApi };
        await registry._app.StartAsync();
        registry.Host = new Uri(registry._app.Urls.Single()).Authority;
        return registry;
    }

    public Digest PutManifest(string repository, string? tag, string mediaType, ReadOnlyMemory<byte> manifest)
    {
        var digest = Digest.Sha256(manifest.Span);
        _manifests[(repository, digest.Text)] = (mediaType, manifest.ToArray());
        if (tag is not null)
            _manifests[(repository, tag)] = (mediaType, manifest.ToArray());
        return digest;
    }

    public Digest PutBlob(ReadOnlyMemory<byte> content) => PutBlob(Digest.Sha256(content.Span), content);

    /// <summary>Serves <paramref name="content"/> for <paramref name="digest"/>, whether or not it is its own.</summary>
    public Digest PutBlob(Digest digest, ReadOnlyMemory<byte> content)
    {
        _blobs[digest] = content.ToArray();
        return digest;
    }

    public Digest Put(string repository, SignatureManifest signature)
    {
        foreach (var (digest, content) in signature.Blobs)
            PutBlob(digest, content);
        return PutManifest(repository, signature.Tag, signature.MediaType, signature.Bytes);
    }

    /// <summary>An image with one configuration, told apart by <paramref name="text"/>.</summary>
    public Digest PutImage(string repository, string tag, string text)
    {
        var config = System.Text.Encoding.UTF8.GetBytes($$$"""{"architecture":"amd64","os":"linux","config":{"Labels":{"text":"{{{text}}}"}},"rootfs":{"type":"layers","diff_ids":[]}}""");
        var digest = PutBlob(config);
        return PutManifest(repository, tag, "application/vnd.oci.image.manifest.v1+json", System.Text.Encoding.UTF8.GetBytes(
            $$"""{"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json","config":{"mediaType":"application/vnd.oci.image.config.v1+json","digest":"{{digest}}","size":{{config.Length}}},"layers":[]}"""));
    }

    public Digest PutIndex(string repository, string tag, params Digest[] images)
    {
        var index = new JsonObject
        {
            ["schemaVersion"] = 2,
            ["mediaType"] = IndexType,
            ["manifests"] = new JsonArray([.. images.Select(image => Descriptor(image, _manifests[(repository, image.Text)]))]),
        };
        return PutManifest(repository, tag, IndexType, JsonSerializer.SerializeToUtf8Bytes(index));
    }

    /// <summary>Bytes of a manifest that is there.</summary>
    public byte[] Manifest(string repository, string reference) => _manifests[(repository, reference)].Bytes;

    public void Delete(string repository, Digest manifest)
    {
        foreach (var key in _manifests.Keys.Where(key => key.Repository == repository && Digest.Sha256(_manifests[key].Bytes) == manifest).ToList())
            _manifests.TryRemove(key, out _);
    }

    /// <summary>Takes over an OCI layout directory as one repository.</summary>
    public void PutLayout(string repository, string layout)
    {
        using var index = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(layout, "index.json")));
        foreach (var file in Directory.EnumerateFiles(Path.Combine(layout, "blobs", "sha256")))
            PutBlob(File.ReadAllBytes(file));
        foreach (var (_, content) in _blobs)
        {
            if (content.AsSpan().IndexOf("\"schemaVersion\""u8) is >= 0 and < 4)
                PutManifest(repository, null, JsonNode.Parse(content)!["mediaType"]!.GetValue<string>(), content);
        }
        foreach (var manifest in index.RootElement.GetProperty("manifests").EnumerateArray())
        {
            var digest = Digest.Parse(manifest.GetProperty("digest").GetString()!);
            PutManifest(repository, manifest.GetProperty("annotations").GetProperty("org.opencontainers.image.ref.name").GetString(), manifest.GetProperty("mediaType").GetString()!, _blobs[digest]);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        foreach (var upload in _uploads.Values)
            await upload.DisposeAsync();
    }

    private async Task<IResult> AnswerAsync(HttpContext context, string path)
    {
        await Before(path);
        if (path.Length == 0)
            return Results.Ok();
        if (RouteOf().Match(path) is not { Success: true } route)
            return Results.NotFound();
        var (repository, name) = (route.Groups["repository"].Value, route.Groups["name"].Value);
        return (route.Groups["kind"].Value, context.Request.Method) switch
        {
            ("manifests", "PUT") => await TakeManifestAsync(context, repository, name),
            ("manifests", _) => _manifests.TryGetValue((repository, name), out var manifest) ? Content(context, manifest.Bytes, manifest.MediaType) : Results.NotFound(),
            ("blobs/uploads", "POST") => Begin(context, repository),
            ("blobs/uploads", _) => await UploadAsync(context, name),
            ("blobs", _) => Digest.TryParse(name, out var blob) && _blobs.TryGetValue(blob, out var bytes) ? Content(context, bytes, "application/octet-stream") : Results.NotFound(),
            ("referrers", _) when HasReferrersApi => Results.Bytes(Referrers(repository, name), IndexType),
            ("tags", _) => Results.Json(new { name = repository, tags = _manifests.Keys.Where(key => key.Repository == repository && !key.Reference.Contains(':')).Select(key => key.Reference).Order() }),
            _ => Results.NotFound(),
        };
    }

    private static IResult Content(HttpContext context, byte[] bytes, string mediaType)
    {
        context.Response.Headers["Docker-Content-Digest"] = Digest.Sha256(bytes).Text;
        return Results.Bytes(bytes, mediaType);
    }

    private async Task<IResult> TakeManifestAsync(HttpContext context, string repository, string reference)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        var digest = PutManifest(repository, reference.Contains(':') ? null : reference, context.Request.ContentType!, body.ToArray());
        if (HasReferrersApi && JsonNode.Parse(body.ToArray())!["subject"]?["digest"]?.GetValue<string>() is { } subject)
            context.Response.Headers["OCI-Subject"] = subject;
        context.Response.Headers["Docker-Content-Digest"] = digest.Text;
        return Results.Created($"/v2/{repository}/manifests/{digest}", null);
    }

    private IResult Begin(HttpContext context, string repository)
    {
        var id = Guid.NewGuid().ToString("N");
        _uploads[id] = new MemoryStream();
        context.Response.Headers.Location = $"/v2/{repository}/blobs/uploads/{id}";
        return Results.StatusCode(StatusCodes.Status202Accepted);
    }

    private async Task<IResult> UploadAsync(HttpContext context, string id)
    {
        if (!_uploads.TryGetValue(id, out var upload))
            return Results.NotFound();
        await context.Request.Body.CopyToAsync(upload);
        context.Response.Headers.Location = context.Request.Path.Value;
        if (context.Request.Method != "PUT")
        {
            context.Response.Headers.Range = $"0-{Math.Max(0, upload.Length - 1)}";
            return Results.StatusCode(StatusCodes.Status202Accepted);
        }
        var digest = PutBlob(upload.ToArray());
        context.Response.Headers["Docker-Content-Digest"] = digest.Text;
        return digest.Text == context.Request.Query["digest"] ? Results.StatusCode(StatusCodes.Status201Created) : Results.BadRequest();
    }

    private byte[] Referrers(string repository, string subject)
    {
        var found = _manifests.Where(entry => entry.Key.Repository == repository && entry.Key.Reference.Contains(':'))
            .Where(entry => JsonNode.Parse(entry.Value.Bytes)!["subject"]?["digest"]?.GetValue<string>() == subject)
            .Select(entry =>
            {
                var descriptor = Descriptor(Digest.Parse(entry.Key.Reference), entry.Value);
                descriptor["artifactType"] = JsonNode.Parse(entry.Value.Bytes)!["artifactType"]?.GetValue<string>();
                return descriptor;
            });
        return JsonSerializer.SerializeToUtf8Bytes(new JsonObject
        {
            ["schemaVersion"] = 2,
            ["mediaType"] = IndexType,
            ["manifests"] = new JsonArray([.. found]),
        });
    }

    private static JsonObject Descriptor(Digest digest, (string MediaType, byte[] Bytes) manifest) =>
        new() { ["mediaType"] = manifest.MediaType, ["digest"] = digest.Text, ["size"] = manifest.Bytes.Length };

    [GeneratedRegex(@"\A(?<repository>.+?)/(?<kind>manifests|blobs/uploads|blobs|referrers|tags)/(?<name>[^/]*)\z")]
    private static partial Regex RouteOf();
}
