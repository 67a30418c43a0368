using System.Text.Json;
using System.Text.Json.Serialization;

namespace Attestry.Oci.Manifests;

/// <summary>An OCI index to be written.</summary>
internal sealed record IndexDocument(
    [property: JsonPropertyName("schemaVersion"), JsonPropertyOrder(-2)] int SchemaVersion,
    [property: JsonPropertyName("mediaType"), JsonPropertyOrder(-1)] string MediaType,
    [property: JsonPropertyName("manifests")] IReadOnlyList<Descriptor> Manifests)
{
    public static byte[] Write(IReadOnlyList<Descriptor> manifests) =>
        JsonSerializer.SerializeToUtf8Bytes(new IndexDocument(2, MediaTypes.OciIndex, manifests), ManifestDocument.Json);
}
