using Attestry.Oci.Manifests;
using Attestry.Oci.Sources;
using Attestry.Primitives;

namespace Attestry.Bundles;

/// <summary>Writes a bundle to a registry in the form that OPA and <see cref="BundleArtifact"/> read.</summary>
public static class BundlePush
{
    /// <param name="archive">A tar.gz file.</param>
    /// <param name="tag">Null: it is there by its digest alone.</param>
    /// <returns>The digest of the artifact's manifest.</returns>
    public static async Task<Digest> PushAsync(IImageTarget target, string? tag, ReadOnlyMemory<byte> archive, CancellationToken cancellation)
    {
        // This type is what OPA's documentation pushes with; registries that know few types take it.
        var config = await target.PushBlobAsync(MediaTypes.OciConfig, "{}"u8.ToArray(), cancellation);
        var layer = await target.PushBlobAsync(MediaTypes.OciLayerGzip, archive, cancellation);
        var manifest = $$"""
            {"schemaVersion":2,"mediaType":"{{MediaTypes.OciManifest}}","config":{{Json(config)}},"layers":[{{Json(layer)}}]}
            """;
        return await target.PushManifestAsync(tag, MediaTypes.OciManifest, System.Text.Encoding.UTF8.GetBytes(manifest), cancellation);
    }

    private static string Json(Descriptor content) => System.Text.Json.JsonSerializer.Serialize(content);
}
