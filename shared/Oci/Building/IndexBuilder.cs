using Attestry.Oci.Manifests;
using Attestry.Oci.Sources;

namespace Attestry.Oci.Building;

/// <summary>Writes an index of manifests that are at the target already.</summary>
public static class IndexBuilder
{
    /// <returns>The descriptor of the index.</returns>
    public static async Task<Descriptor> PushAsync(IImageTarget target, string? tag, IReadOnlyList<Descriptor> manifests, CancellationToken cancellation)
    {
        var index = IndexDocument.Write(manifests);
        var digest = await target.PushManifestAsync(tag, MediaTypes.OciIndex, index, cancellation);
        return new Descriptor(MediaTypes.OciIndex, digest, index.Length);
    }
}
