using System.Text;
using System.Text.Json;
using Attestry.Oci.Manifests;
using Attestry.Oci.Sources;
using Attestry.Primitives;
using Attestry.Sbom.Tests.Layers;

namespace Attestry.Sbom.Tests;

/// <summary>A repository in memory that keeps what it is given, right or wrong, and counts what is read.</summary>
internal sealed class MemorySource : IImageSource
{
    private readonly Dictionary<Digest, byte[]> _blobs = [];
    private readonly Dictionary<Digest, (string MediaType, byte[] Bytes)> _manifests = [];
    private int _opened;

    public string Name => "registry.test/acme/app";

    public int LayersOpened => _opened;

    public Descriptor Blob(string mediaType, byte[] bytes)
    {
        var descriptor = new Descriptor(mediaType, Digest.Sha256(bytes), bytes.Length);
        _blobs[descriptor.Digest] = bytes;
        return descriptor;
    }

    /// <summary>What is served under the digest from now on; null takes it away.</summary>
    public void Replace(Digest digest, byte[]? bytes)
    {
        _blobs.Remove(digest);
        _manifests.Remove(digest);
        if (bytes is not null)
            _blobs[digest] = bytes;
    }

    public (Descriptor Manifest, IReadOnlyList<Descriptor> Layers) Image(IEnumerable<TestLayer> layers, string user = "65532", string architecture = "amd64", Func<Digest, Digest>? lie = null)
    {
        var built = layers.Select(l => l.Build()).ToArray();
        var descriptors = built.Select(b => Blob(MediaTypes.OciLayerGzip, b.Compressed)).ToArray();
        var config = Blob(MediaTypes.OciConfig, Json(new
        {
            os = "linux",
            architecture,
            created = "2026-01-02T03:04:05Z",
            config = new { User = user },
            rootfs = new { type = "layers", diff_ids = built.Select(b => (lie?.Invoke(b.DiffId) ?? b.DiffId).Text) },
        }));
        return (Manifest(MediaTypes.OciManifest, Json(new { schemaVersion = 2, mediaType = MediaTypes.OciManifest, config, layers = descriptors })), descriptors);
    }

    public Descriptor Index(params Descriptor[] manifests) =>
        Manifest(MediaTypes.OciIndex, Json(new { schemaVersion = 2, mediaType = MediaTypes.OciIndex, manifests }));

    public Descriptor Manifest(string mediaType, byte[] bytes)
    {
        var descriptor = new Descriptor(mediaType, Digest.Sha256(bytes), bytes.Length);
        _manifests[descriptor.Digest] = (mediaType, bytes);
        return descriptor;
    }

    public Task<FetchedManifest?> GetManifestAsync(string tagOrDigest, CancellationToken cancellation) =>
        Task.FromResult(_manifests.TryGetValue(Digest.Parse(tagOrDigest), out var found) ? new FetchedManifest(Digest.Parse(tagOrDigest), found.MediaType, found.Bytes) : null);

    public Task<Stream?> OpenBlobAsync(Descriptor blob, CancellationToken cancellation)
    {
        if (blob.MediaType == MediaTypes.OciLayerGzip)
            Interlocked.Increment(ref _opened);
        return Task.FromResult<Stream?>(_blobs.TryGetValue(blob.Digest, out var bytes) ? new MemoryStream(bytes) : null);
    }

    public Task<IReadOnlyList<Descriptor>> ListReferrersAsync(Digest subject, CancellationToken cancellation) => Task.FromResult<IReadOnlyList<Descriptor>>([]);

    public IAsyncEnumerable<string> ListTagsAsync(CancellationToken cancellation) => AsyncEnumerable.Empty<string>();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static byte[] Json<T>(T value) => Encoding.UTF8.GetBytes(JsonSerializer.Serialize(value));
}
