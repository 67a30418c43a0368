using System.Text.Json;
using System.Text.Json.Serialization;
using Attestry.Oci.Manifests;
using Attestry.Oci.Sources;
using Attestry.Primitives;

namespace Attestry.Oci.Building;

/// <summary>Puts layers and a configuration together and writes the image to a registry or layout.</summary>
public sealed record ImageBuilder
{
    public Platform Platform { get; init; } = new("linux", "amd64");

    /// <summary>Bottom first.</summary>
    public required IReadOnlyList<BuiltLayer> Layers { get; init; }

    /// <summary>Empty means root.</summary>
    public string User { get; init; } = "";

    public IReadOnlyList<string> Env { get; init; } = [];

    public IReadOnlyList<string> Entrypoint { get; init; } = [];

    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    /// <summary>Of the manifest.</summary>
    public IReadOnlyDictionary<string, string>? Annotations { get; init; }

    /// <returns>The descriptor of the manifest.</returns>
    public async Task<Descriptor> PushAsync(IImageTarget target, string? tag, CancellationToken cancellation)
    {
        foreach (var layer in Layers)
            await target.PushBlobAsync(layer.Descriptor.MediaType, layer.Content, cancellation);
        var config = await target.PushBlobAsync(MediaTypes.OciConfig, Config(), cancellation);
        var manifest = new ManifestDocument { Config = config, Layers = [.. Layers.Select(l => l.Descriptor)], Annotations = Annotations }.ToBytes();
        var digest = await target.PushManifestAsync(tag, MediaTypes.OciManifest, manifest, cancellation);
        return new Descriptor(MediaTypes.OciManifest, digest, manifest.Length) { Platform = Platform };
    }

    private byte[] Config() => JsonSerializer.SerializeToUtf8Bytes(
        new ConfigDocument(
            Platform.Architecture,
            Platform.Os,
            Platform.Variant,
            new RunDocument(User, Env, Entrypoint, Labels),
            new RootDocument("layers", [.. Layers.Select(l => l.DiffId)])),
        ManifestDocument.Json);

    private sealed record ConfigDocument(
        [property: JsonPropertyName("architecture")] string Architecture,
        [property: JsonPropertyName("os")] string Os,
        [property: JsonPropertyName("variant")] string? Variant,
        [property: JsonPropertyName("config")] RunDocument Config,
        [property: JsonPropertyName("rootfs")] RootDocument RootFs);

    private sealed record RunDocument(string User, IReadOnlyList<string> Env, IReadOnlyList<string> Entrypoint, IReadOnlyDictionary<string, string> Labels);

    private sealed record RootDocument(
        [property: JsonPropertyName("type")] string Type,
        [property: JsonPropertyName("diff_ids")] IReadOnlyList<Digest> DiffIds);
}
