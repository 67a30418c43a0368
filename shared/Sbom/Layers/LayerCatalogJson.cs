using System.Text.Json;

namespace Attestry.Sbom.Layers;

/// <summary>A catalog as bytes, to be kept under <c>layer digest|cataloger version</c>.</summary>
public static class LayerCatalogJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    public static byte[] Write(LayerCatalog catalog) => JsonSerializer.SerializeToUtf8Bytes(catalog, Options);

    /// <exception cref="JsonException">The bytes are no catalog.</exception>
    public static LayerCatalog Read(ReadOnlySpan<byte> utf8) =>
        JsonSerializer.Deserialize<LayerCatalog>(utf8, Options) ?? throw new JsonException("The catalog is null.");
}
