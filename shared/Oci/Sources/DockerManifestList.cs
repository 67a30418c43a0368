using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;
using Attestry.Oci.Compression;
using Attestry.Oci.Layers;
using Attestry.Oci.Manifests;
using Attestry.Primitives;
using Attestry.Primitives.Findings;
using Attestry.Primitives.Limits;

namespace Attestry.Oci.Sources;

/// <summary>
/// The <c>manifest.json</c> of an older Docker archive: a list of <c>{Config, RepoTags, Layers}</c>, whose files are named by
/// path. Each gets the digest that is expected of it, so that reading it verifies it.
/// </summary>
internal sealed class DockerManifestList(string path, ArchiveFiles files, NamedBlobs blobs)
{
    private readonly List<Descriptor> _roots = [];

    public async Task<LayoutSource> OpenAsync(CancellationToken cancellation)
    {
        var list = await LayoutIndex.BytesAsync(files.Open, "manifest.json", cancellation)
            ?? throw LayoutIndex.Malformed("The archive has neither oci-layout nor manifest.json.");
        try
        {
            using var document = StrictJson.Parse(list, OciLimits.ManifestBytes);
            foreach (var image in document.RootElement.EnumerateArray())
                await AddAsync(image, cancellation);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            throw LayoutIndex.Malformed($"manifest.json is malformed: {Bounded.Quote(e.Message)}", e);
        }
        return new LayoutSource(path, _roots, blobs);
    }

    private async Task AddAsync(JsonElement image, CancellationToken cancellation)
    {
        var config = await LayoutIndex.BytesAsync(files.Open, Name(image.OptionalString("Config")), cancellation, OciLimits.ConfigBytes)
            ?? throw LayoutIndex.Malformed("An image's configuration is not in the archive.");
        var diffIds = ImageConfig.Parse(config).DiffIds;
        var names = image.Strings("Layers");
        if (names.Count != diffIds.Count || names.Count > OciLimits.Layers)
            throw LayoutIndex.Malformed($"An image has {names.Count} layers and {diffIds.Count} digests for them.");
        var layers = new List<Descriptor>();
        foreach (var (name, diffId) in names.Zip(diffIds))
            layers.Add(await LayerAsync(Name(name), diffId, cancellation));
        var manifest = new ManifestDocument { Config = blobs.Add(MediaTypes.OciConfig, config), Layers = layers }.ToBytes();
        var root = blobs.Add(MediaTypes.OciManifest, manifest);
        var tags = image.Strings("RepoTags");
        if (tags.Count == 0)
            _roots.Add(root);
        foreach (var tag in tags)
            _roots.Add(root with { Annotations = new Dictionary<string, string> { [LayoutPaths.ImageName] = tag } });
    }

    // An uncompressed layer is its own diff_id. A compressed one, as builders without an engine write, has to be hashed.
    private async Task<Descriptor> LayerAsync(string name, Digest diffId, CancellationToken cancellation)
    {
        await using var stream = files.Open(name) ?? throw LayoutIndex.Malformed($"The layer {Bounded.Quote(name)} is not in the archive.");
        var start = new byte[4];
        var read = await stream.ReadAtLeastAsync(start, start.Length, throwOnEndOfStream: false, cancellation);
        var mediaType = start is [0x1f, 0x8b, ..] ? MediaTypes.OciLayerGzip
            : Zstd.StartsWith(start.AsSpan(0, read)) ? MediaTypes.OciLayerZstd : MediaTypes.OciLayer;
        var digest = mediaType == MediaTypes.OciLayer ? diffId : await HashAsync(start.AsMemory(0, read), stream, cancellation);
        blobs.Add(digest, name);
        return new Descriptor(mediaType, digest, stream.Length);
    }

    private static async Task<Digest> HashAsync(ReadOnlyMemory<byte> start, Stream rest, CancellationToken cancellation)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(start.Span);
        var buffer = ArrayPool<byte>.Shared.Rent(128 << 10);
        try
        {
            int read;
            while ((read = await rest.ReadAsync(buffer, cancellation)) > 0)
                hash.AppendData(buffer, 0, read);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
        return Digest.FromHash(HashAlgorithmName.SHA256, hash.GetHashAndReset());
    }

    private static string Name(string? stated)
    {
        var name = EntryPath.Of(stated ?? "");
        return name is { IsAbsolute: false, Climbs: false, Text.Length: > 0 } ? name.Text : throw new OciException(new Finding(
            OciFindings.LayoutUnsafePath, Severity.High, $"manifest.json names the file '{Bounded.Quote(stated)}'."));
    }
}
