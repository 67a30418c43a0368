using System.Text.Json;
using Attestry.Oci.Manifests;
using Attestry.Primitives;
using Attestry.Primitives.Limits;

namespace Attestry.Registry.Manifests;

/// <summary>A pushed manifest as far as a registry needs to understand it (OCI Image Spec 1.1, manifest.md and image-index.md).</summary>
/// <param name="Blobs">Config and layers, without foreign layers.</param>
/// <param name="Manifests">What an index lists.</param>
/// <param name="ArtifactType">As the referrers API states it: the manifest's own, else an image's config media type.</param>
internal sealed record ReceivedManifest(
    string MediaType,
    IReadOnlyList<Descriptor> Blobs,
    IReadOnlyList<Descriptor> Manifests,
    Digest? Subject,
    string? ArtifactType,
    IReadOnlyDictionary<string, string>? Annotations)
{
    /// <summary>Config, layers and listed manifests, in the order of the document.</summary>
    public IEnumerable<Descriptor> References => Blobs.Concat(Manifests);

    /// <param name="contentType">Of the request; null when it had none.</param>
    /// <exception cref="JsonException">Not a manifest; the message says why.</exception>
    public static ReceivedManifest Read(ReadOnlyMemory<byte> bytes, string? contentType)
    {
        using var json = StrictJson.Parse(bytes, RegistryLimits.LargestManifestBytes);
        var root = json.RootElement;
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("schemaVersion", out var version) || version.ValueKind != JsonValueKind.Number || !version.TryGetInt32(out var number) || number != 2)
            throw new JsonException("A manifest is an object with schemaVersion 2.");
        var stated = Text(root, "mediaType");
        if (stated is not null && contentType is not null && stated != contentType)
            throw new JsonException($"The request's content type is {Bounded.Quote(contentType)} and the manifest's mediaType {Bounded.Quote(stated)}.");
        var mediaType = stated ?? contentType ?? throw new JsonException("Neither the request nor the manifest states a media type.");
        return ManifestMediaTypes.IsImage(mediaType) ? Image(root, mediaType)
            : ManifestMediaTypes.IsIndex(mediaType) ? Index(root, mediaType)
            : throw new JsonException($"Manifests of type {Bounded.Quote(mediaType)} are not taken.");
    }

    private static ReceivedManifest Image(JsonElement root, string mediaType)
    {
        // One document must not read as an image to one client and as an index to another (CVE-2021-41190).
        if (root.TryGetProperty("manifests", out _))
            throw new JsonException("An image manifest has no manifests.");
        var config = root.TryGetProperty("config", out var element) ? Describe(element) : throw new JsonException("The manifest has no config.");
        var layers = List(root, "layers").Where(layer => !ManifestMediaTypes.IsForeignLayer(layer.MediaType));
        return new(mediaType, [config, .. layers], [], SubjectOf(root), ArtifactTypeOf(root) ?? config.MediaType, AnnotationsOf(root));
    }

    private static ReceivedManifest Index(JsonElement root, string mediaType) =>
        root.TryGetProperty("layers", out _) || root.TryGetProperty("config", out _)
            ? throw new JsonException("An index has neither config nor layers.")
            : new(mediaType, [], List(root, "manifests"), SubjectOf(root), ArtifactTypeOf(root), AnnotationsOf(root));

    private static List<Descriptor> List(JsonElement root, string name)
    {
        if (!root.TryGetProperty(name, out var list) || list.ValueKind != JsonValueKind.Array)
            throw new JsonException($"The manifest has no list of {name}.");
        return list.GetArrayLength() <= RegistryLimits.MostDescriptors
            ? [.. list.EnumerateArray().Select(Describe)]
            : throw new JsonException($"The manifest has more than {RegistryLimits.MostDescriptors} {name}.");
    }

    // Only what a registry uses: a platform or an annotation that another reader would refuse is no concern of this one.
    private static Descriptor Describe(JsonElement element) =>
        element.ValueKind == JsonValueKind.Object
        && Text(element, "mediaType") is { Length: > 0 } mediaType
        && Digest.TryParse(Text(element, "digest"), out var digest)
        && element.TryGetProperty("size", out var size) && size.ValueKind == JsonValueKind.Number && size.TryGetInt64(out var bytes) && bytes >= 0
            ? new(mediaType, digest, bytes)
            : throw new JsonException("A descriptor needs mediaType, digest and size.");

    private static Digest? SubjectOf(JsonElement root) =>
        root.TryGetProperty("subject", out var subject) && subject.ValueKind != JsonValueKind.Null ? Describe(subject).Digest : null;

    private static string? ArtifactTypeOf(JsonElement root) => Text(root, "artifactType") is { Length: > 0 } type ? type : null;

    private static Dictionary<string, string>? AnnotationsOf(JsonElement root)
    {
        if (!root.TryGetProperty("annotations", out var annotations) || annotations.ValueKind == JsonValueKind.Null)
            return null;
        return annotations.ValueKind == JsonValueKind.Object && annotations.EnumerateObject().All(a => a.Value.ValueKind == JsonValueKind.String)
            ? annotations.EnumerateObject().ToDictionary(a => a.Name, a => a.Value.GetString()!)
            : throw new JsonException("Annotations are an object of strings.");
    }

    private static string? Text(JsonElement element, string name) =>
        !element.TryGetProperty(name, out var text) || text.ValueKind == JsonValueKind.Null ? null
            : text.ValueKind == JsonValueKind.String ? text.GetString()
            : throw new JsonException($"{name} is not text.");
}
