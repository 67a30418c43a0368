using Attestry.Oci.Manifests;
using Attestry.Primitives;
using Attestry.Primitives.Findings;
using Attestry.Primitives.Limits;

namespace Attestry.Oci.Sources;

/// <summary>Copies images between registries, layouts and archives, bytes unchanged.</summary>
public static class ImageCopy
{
    /// <summary>Blobs first, children before their index, so that nothing is ever listed that is not there.</summary>
    /// <param name="tag">Null to copy by digest alone.</param>
    /// <exception cref="OciException">Something is missing at the source or malformed.</exception>
    public static async Task<Digest> CopyAsync(IImageSource from, FetchedManifest manifest, IImageTarget to, string? tag, CancellationToken cancellation)
    {
        await ContentAsync(from, manifest, to, 0, cancellation);
        return await to.PushManifestAsync(tag, ManifestParser.Parse(manifest).MediaType, manifest.Bytes, cancellation);
    }

    private static async Task ContentAsync(IImageSource from, FetchedManifest fetched, IImageTarget to, int depth, CancellationToken cancellation)
    {
        if (depth > OciLimits.IndexDepth)
            throw new OciException(new Finding(OciFindings.IndexTooDeep, Severity.High, $"Indexes are nested more than {OciLimits.IndexDepth} deep.", fetched.Digest.Text));
        var manifest = ManifestParser.Parse(fetched);
        foreach (var child in manifest.Manifests)
        {
            var found = await from.GetManifestAsync(child.Digest.Text, cancellation) ?? throw Missing(child);
            await ContentAsync(from, found, to, depth + 1, cancellation);
            await to.PushManifestAsync(null, ManifestParser.Parse(found).MediaType, found.Bytes, cancellation);
        }
        foreach (var blob in manifest.Layers.Append(manifest.Config).OfType<Descriptor>().DistinctBy(d => d.Digest))
        {
            await using var content = await from.OpenBlobAsync(blob, cancellation) ?? throw Missing(blob);
            await to.PushBlobAsync(blob, content, cancellation);
        }
    }

    private static OciException Missing(Descriptor what) =>
        new(new Finding(OciFindings.ManifestChildMissing, Severity.High, "The image names content that is not there.", what.Digest.Text));
}
