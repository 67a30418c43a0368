using System.Collections.Concurrent;
using System.Text.Json;
using Attestry.Oci.Manifests;
using Attestry.Primitives;
using Attestry.Sbom.Tests.Layers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Attestry.SbomScanner.Tests;

/// <summary>A registry on a loopback socket that gives out what a test put in, and counts the layers that it gave.</summary>
internal sealed class ImageRegistry : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, (string MediaType, byte[] Bytes)> _contents = new();
    private readonly WebApplication _app;
    private int _layers;
    private int _faults;

    private ImageRegistry(WebApplication app) => _app = app;

    public string Host => new Uri(_app.Urls.First()).Authority;

    public int LayersServed => Volatile.Read(ref _layers);

    /// <summary>How many of the next requests are answered 500.</summary>
    public int Faults
    {
        get => Volatile.Read(ref _faults);
        set => Volatile.Write(ref _faults, value);
    }

    public static async Task<ImageRegistry> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var registry = new ImageRegistry(app);
        app.Run(registry.AnswerAsync);
        await app.StartAsync();
        return registry;
    }

    public Descriptor Image(string user, string architecture, params TestLayer[] layers)
    {
        var built = layers.Select(l => l.Build()).ToArray();
        var descriptors = built.Select(b => Put(MediaTypes.OciLayerGzip, b.Compressed)).ToArray();
        var config = Put(MediaTypes.OciConfig, JsonSerializer.SerializeToUtf8Bytes(new
        {
            os = "linux",
            architecture,
            created = "2026-01-02T03:04:05Z",
            config = new { User = user },
            rootfs = new { type = "layers", diff_ids = built.Select(b => b.DiffId.Text) },
        }));
        return Put(MediaTypes.OciManifest, JsonSerializer.SerializeToUtf8Bytes(new { schemaVersion = 2, mediaType = MediaTypes.OciManifest, config, layers = descriptors }))
            with { Platform = new("linux", architecture) };
    }

    public Descriptor Index(params Descriptor[] manifests) =>
        Put(MediaTypes.OciIndex, JsonSerializer.SerializeToUtf8Bytes(new { schemaVersion = 2, mediaType = MediaTypes.OciIndex, manifests }));

    public void Remove(Digest digest) => _contents.TryRemove(digest.Text, out _);

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private Descriptor Put(string mediaType, byte[] bytes)
    {
        var digest = Digest.Sha256(bytes);
        _contents[digest.Text] = (mediaType, bytes);
        return new(mediaType, digest, bytes.Length);
    }

    private async Task AnswerAsync(HttpContext context)
    {
        if (Interlocked.Decrement(ref _faults) >= 0)
        {
            context.Response.StatusCode = 500;
            return;
        }
        Interlocked.Increment(ref _faults);
        var path = context.Request.Path.Value!;
        if (!_contents.TryGetValue(path[(path.LastIndexOf('/') + 1)..], out var found))
        {
            context.Response.StatusCode = 404;
            return;
        }
        if (found.MediaType == MediaTypes.OciLayerGzip)
            Interlocked.Increment(ref _layers);
        context.Response.ContentType = found.MediaType;
        context.Response.ContentLength = found.Bytes.Length;
        if (HttpMethods.IsGet(context.Request.Method))
            await context.Response.Body.WriteAsync(found.Bytes);
    }
}
