using Attestry.Oci.Manifests;
using Attestry.Primitives;

namespace Attestry.Oci.Sources;

public static class ImageTargetWrites
{
    /// <returns>The descriptor of what was written.</returns>
    public static async Task<Descriptor> PushBlobAsync(this IImageTarget target, string mediaType, ReadOnlyMemory<byte> content, CancellationToken cancellation)
    {
        var blob = new Descriptor(mediaType, Digest.Sha256(content.Span), content.Length);
        using var stream = new MemoryStream(content.ToArray(), writable: false);
        await target.PushBlobAsync(blob, stream, cancellation);
        return blob;
    }
}
