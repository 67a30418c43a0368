using System.Text.Json;
using Attestry.Primitives;
using Attestry.Primitives.Findings;
using Attestry.Primitives.Limits;

namespace Attestry.Oci.Manifests;

/// <summary>
/// Reads OCI image manifests and indexes (OCI Image Spec 1.1), Docker schema 2 manifests and lists, and the withdrawn
/// artifact manifest. Strict: a document that two readers could take for different things is refused.
/// </summary>
public static class ManifestParser
{
    private static readonly string[] Fields =
        ["schemaVersion", "mediaType", "config", "layers", "manifests", "subject", "artifactType", "annotations", "blobs", "fsLayers"];

    /// <exception cref="OciException">The document is malformed, ambiguous, unsupported or exceeds a limit.</exception>
    public static Manifest Parse(FetchedManifest fetched)
    {
        if (fetched.Bytes.Length > OciLimits.ManifestBytes)
            throw Refuse(OciFindings.ManifestTooLarge, $"The manifest has {fetched.Bytes.Length} bytes; at most {OciLimits.ManifestBytes} are read.", fetched);
        try
        {
            using var document = StrictJson.Parse(fetched.Bytes, OciLimits.ManifestBytes);
            return Read(document.RootElement, fetched);
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException)
        {
            throw Refuse(OciFindings.ManifestMalformed, $"The manifest is malformed: {Bounded.Quote(e.Message)}", fetched, e);
        }
    }

    private static Manifest Read(JsonElement root, FetchedManifest fetched)
    {
        DemandExactNames(root, Fields, fetched);
        if (root.TryGetProperty("fsLayers", out _) || root.RequiredInt64("schemaVersion") is not 2 && !root.TryGetProperty("blobs", out _))
            throw Refuse(OciFindings.ManifestUnsupported, "Only manifests of schema version 2 are read.", fetched);
        var mediaType = MediaTypeOf(root, fetched);
        var annotations = DescriptorReader.Annotations(root);
        var subject = Optional(root, "subject", fetched);
        var artifactType = root.OptionalString("artifactType");
        if (MediaTypes.IsIndex(mediaType))
            return new Manifest
            {
                Digest = fetched.Digest,
                MediaType = mediaType,
                Kind = subject is null ? ManifestKind.Index : ManifestKind.Referrer,
                Manifests = List(root, "manifests", OciLimits.Children, fetched),
                Subject = subject,
                ArtifactType = artifactType,
                Annotations = annotations,
            };
        var isArtifact = mediaType == MediaTypes.OciArtifact;
        var config = Optional(root, "config", fetched);
        if (config is null && !isArtifact)
            throw Refuse(OciFindings.ManifestMalformed, "The manifest has no config.", fetched);
        var layers = List(root, isArtifact ? "blobs" : "layers", OciLimits.Layers, fetched);
        return new Manifest
        {
            Digest = fetched.Digest,
            MediaType = mediaType,
            Kind = subject is not null ? ManifestKind.Referrer : IsImage(config, layers) ? ManifestKind.Image : ManifestKind.Other,
            Config = config,
            Layers = layers,
            Subject = subject,
            ArtifactType = artifactType ?? config?.MediaType,
            Annotations = annotations,
        };
    }

    // Unknown layer types do not make an image something else: who could choose that could choose not to be scanned.
    private static bool IsImage(Descriptor? config, List<Descriptor> layers) =>
        config is not null
        && MediaTypes.IsImageConfig(config.MediaType)
        && (layers.Count == 0 || !layers.All(layer => MediaTypes.IsEvidence(layer.MediaType)));

    private static string MediaTypeOf(JsonElement root, FetchedManifest fetched)
    {
        var isIndex = root.TryGetProperty("manifests", out _);
        var isManifest = root.TryGetProperty("layers", out _) || root.TryGetProperty("config", out _) || root.TryGetProperty("blobs", out _);
        // CVE-2021-41190: a document that is both is taken for one or the other depending on the content type.
        if (isIndex && isManifest)
            throw Refuse(OciFindings.ManifestAmbiguous, "The document is both a manifest and an index.", fetched);
        if (!isIndex && !isManifest)
            throw Refuse(OciFindings.ManifestMalformed, "The document has neither layers nor manifests.", fetched);
        var stated = root.OptionalString("mediaType");
        if (stated is not null && fetched.MediaType.Length > 0 && !string.Equals(stated, fetched.MediaType, StringComparison.Ordinal))
            throw Refuse(
                OciFindings.ManifestMediaTypeMismatch,
                $"The manifest calls itself '{Bounded.Quote(stated)}' and was served as '{Bounded.Quote(fetched.MediaType)}'.",
                fetched);
        var mediaType = stated ?? (fetched.MediaType.Length > 0 ? fetched.MediaType : isIndex ? MediaTypes.OciIndex : MediaTypes.OciManifest);
        if (!MediaTypes.IsManifest(mediaType))
            throw Refuse(OciFindings.ManifestUnsupported, $"Manifests of type '{Bounded.Quote(mediaType)}' are not read.", fetched);
        if (MediaTypes.IsIndex(mediaType) != isIndex || (mediaType == MediaTypes.OciArtifact) != root.TryGetProperty("blobs", out _))
            throw Refuse(OciFindings.ManifestMediaTypeMismatch, $"The document is not what its type '{mediaType}' says.", fetched);
        return mediaType;
    }

    private static Descriptor? Optional(JsonElement root, string name, FetchedManifest fetched) =>
        root.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? Descriptor(value, fetched) : null;

    private static List<Descriptor> List(JsonElement root, string name, int most, FetchedManifest fetched)
    {
        if (!root.TryGetProperty(name, out var array) || array.ValueKind == JsonValueKind.Null)
            return [];
        if (array.GetArrayLength() is var count && count > most)
            throw Refuse(OciFindings.ManifestTooManyEntries, $"The manifest has {count} {name}; at most {most} are read.", fetched);
        return [.. array.EnumerateArray().Select(item => Descriptor(item, fetched))];
    }

    private static Descriptor Descriptor(JsonElement item, FetchedManifest fetched)
    {
        DemandExactNames(item, DescriptorReader.Fields, fetched);
        return DescriptorReader.Read(item);
    }

    // Go's decoder, which most registries and runtimes use, matches names without regard to case: "Layers" would be layers to them.
    private static void DemandExactNames(JsonElement element, string[] fields, FetchedManifest fetched)
    {
        foreach (var property in element.EnumerateObject())
        {
            if (fields.FirstOrDefault(f => string.Equals(f, property.Name, StringComparison.OrdinalIgnoreCase)) is { } field && field != property.Name)
                throw Refuse(OciFindings.ManifestAmbiguous, $"'{Bounded.Quote(property.Name)}' is another spelling of {field}.", fetched);
        }
    }

    private static OciException Refuse(string id, string message, FetchedManifest fetched, Exception? inner = null) =>
        new(new Finding(id, Severity.High, message, fetched.Digest.Text), inner);
}
