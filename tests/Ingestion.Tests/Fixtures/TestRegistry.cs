using System.Collections.Concurrent;
using System.Text.Json;
using Attestry.Oci.Manifests;
using Attestry.Primitives;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Attestry.Ingestion.Tests.Fixtures;

/// <summary>A registry on a loopback port that a test fills and breaks by hand: what webhooks are about.</summary>
internal sealed class TestRegistry : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<(string Repository, string Reference), (string MediaType, byte[] Bytes)> _manifests = new();
    private readonly ConcurrentDictionary<string, byte[]> _blobs = new();

    private TestRegistry(WebApplication app) => _app = app;

    /// <summary><c>127.0.0.1:port</c>.</summary>
    public string Host { get; private set; } = "";

    /// <summary>Answers every request so while it is set.</summary>
    public int? Fault { get; set; }

    /// <summary>Whether it has the referrers API; else clients look for the fallback tag.</summary>
    public bool HasReferrers { get; init; }

    public static async Task<TestRegistry> StartAsync(bool referrers = true)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var registry = new TestRegistry(builder.Build()) { HasReferrers = referrers };
        registry._app.Map("/{**path}", registry.AnswerAsync);
        await registry._app.StartAsync();
        registry.Host = new Uri(registry._app.Urls.First()).Authority;
        return registry;
    }

    public Descriptor Put(string repository, TestManifest manifest, params string[] tags)
    {
        foreach (var reference in tags.Append(manifest.Digest.Text))
            _manifests[(repository, reference)] = (manifest.MediaType, manifest.Bytes);
        foreach (var blob in manifest.Blobs)
            _blobs[Digest.Sha256(blob).Text] = blob;
        return manifest.Descriptor;
    }

    /// <summary>Serves bytes under a name that is not theirs.</summary>
    public void PutAs(string repository, string reference, string mediaType, byte[] bytes) => _manifests[(repository, reference)] = (mediaType, bytes);

    public void Remove(string repository, string reference) => _manifests.TryRemove((repository, reference), out _);

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext http)
    {
        var path = http.Request.Path.Value!;
        if (Fault is { } fault)
            http.Response.StatusCode = fault;
        else if (path == "/v2/")
            await http.Response.WriteAsync("{}");
        else if (path == "/v2/_catalog")
            await http.Response.WriteAsJsonAsync(new { repositories = _manifests.Keys.Select(k => k.Repository).Distinct().Order() });
        else if (Split(path, "/tags/list") is var (repository, _))
            await http.Response.WriteAsJsonAsync(new { name = repository, tags = _manifests.Keys.Where(k => k.Repository == repository && !k.Reference.Contains(':')).Select(k => k.Reference).Order() });
        else if (Split(path, "/manifests/") is var (name, reference))
            await ManifestAsync(http, _manifests.TryGetValue((name, reference), out var found) ? found : null);
        else if (Split(path, "/blobs/") is var (_, digest) && _blobs.TryGetValue(digest, out var blob))
            await http.Response.Body.WriteAsync(blob);
        else if (HasReferrers && Split(path, "/referrers/") is var (subjectName, subject))
            await ReferrersAsync(http, subjectName, subject);
        else
            http.Response.StatusCode = StatusCodes.Status404NotFound;
    }

    private static async Task ManifestAsync(HttpContext http, (string MediaType, byte[] Bytes)? found)
    {
        if (found is not { } manifest)
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }
        http.Response.ContentType = manifest.MediaType;
        http.Response.ContentLength = manifest.Bytes.Length;
        http.Response.Headers["Docker-Content-Digest"] = Digest.Sha256(manifest.Bytes).Text;
        if (!HttpMethods.IsHead(http.Request.Method))
            await http.Response.Body.WriteAsync(manifest.Bytes);
    }

    private async Task ReferrersAsync(HttpContext http, string repository, string subject)
    {
        var listed = new List<Descriptor>();
        foreach (var ((name, reference), (mediaType, bytes)) in _manifests)
        {
            if (name != repository || !reference.Contains(':'))
                continue;
            using var document = JsonDocument.Parse(bytes);
            if (document.RootElement.TryGetProperty("subject", out var s) && s.GetProperty("digest").GetString() == subject)
                listed.Add(new Descriptor(mediaType, Digest.Parse(reference), bytes.Length) { ArtifactType = "application/vnd.test" });
        }
        http.Response.ContentType = MediaTypes.OciIndex;
        await http.Response.WriteAsync(JsonSerializer.Serialize(new { schemaVersion = 2, mediaType = MediaTypes.OciIndex, manifests = listed }));
    }

    private static (string Repository, string Reference)? Split(string path, string at)
    {
        var index = path.LastIndexOf(at, StringComparison.Ordinal);
        return path.StartsWith("/v2/", StringComparison.Ordinal) && index > 3 ? (path[4..index], path[(index + at.Length)..]) : null;
    }
}
