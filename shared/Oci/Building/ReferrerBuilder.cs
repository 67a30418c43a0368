using System.Text;
using Attestry.Oci.Manifests;
using Attestry.Oci.Sources;

namespace Attestry.Oci.Building;

/// <summary>Attaches content to a subject as OCI 1.1 has it: an empty configuration, the content as only layer, a subject (OCI Image Spec 1.1, manifest.md §guidelines for artifact usage).</summary>
public static class ReferrerBuilder
{
    /// <param name="mediaType">Of the content; also the referrer's artifact type.</param>
    /// <returns>The descriptor of the referrer's manifest.</returns>
    public static async Task<Descriptor> PushAsync(
        IImageTarget target,
        Descriptor subject,
        string mediaType,
        ReadOnlyMemory<byte> content,
        IReadOnlyDictionary<string, string>? annotations,
        CancellationToken cancellation)
    {
        var config = await target.PushBlobAsync(MediaTypes.OciEmpty, Encoding.UTF8.GetBytes("{}"), cancellation);
        var layer = await target.PushBlobAsync(mediaType, content, cancellation);
        var manifest = new ManifestDocument
        {
            ArtifactType = mediaType,
            Config = config,
            Layers = [layer],
            Subject = new Descriptor(subject.MediaType, subject.Digest, subject.Size),
            Annotations = annotations,
        }.ToBytes();
        var digest = await target.PushManifestAsync(null, MediaTypes.OciManifest, manifest, cancellation);
        return new Descriptor(MediaTypes.OciManifest, digest, manifest.Length) { ArtifactType = mediaType, Annotations = annotations };
    }
}
