using Attestry.Oci.Manifests;
using Attestry.Primitives.Findings;
using Attestry.Primitives.Limits;

namespace Attestry.Oci.Sources;

/// <summary>Small content read whole and verified.</summary>
public static class ImageSourceReads
{
    /// <summary>The blob's bytes, whose size and digest are those of the descriptor. Null when it is not there.</summary>
    /// <param name="mostBytes">Larger blobs are refused before anything is fetched.</param>
    /// <exception cref="OciException">Too large, or not what the descriptor says.</exception>
    public static async Task<byte[]?> ReadBlobAsync(this IImageSource source, Descriptor blob, int mostBytes, CancellationToken cancellation)
    {
        if (blob.Size > mostBytes)
            throw new OciException(new Finding(OciFindings.BlobTooLarge, Severity.High, $"The blob has {blob.Size} bytes; at most {mostBytes} are read.", blob.Digest.Text));
        var stream = await source.OpenBlobAsync(blob, cancellation);
        if (stream is null)
            return null;
        await using (stream)
        {
            var bytes = new byte[blob.Size];
            var read = await stream.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellation);
            if (read != bytes.Length || !blob.Digest.Matches(bytes))
                throw new OciException(new Finding(OciFindings.BlobDigestMismatch, Severity.Critical, "The blob's bytes are not those that its digest names.", blob.Digest.Text));
            return bytes;
        }
    }

    /// <summary>The configuration of an image. Null when the blob is not there.</summary>
    /// <exception cref="OciException">Malformed, too large, or not what its digest names.</exception>
    public static async Task<ImageConfig?> ReadConfigAsync(this IImageSource source, Manifest image, CancellationToken cancellation) =>
        image.Config is { } config && await source.ReadBlobAsync(config, OciLimits.ConfigBytes, cancellation) is { } bytes ? ImageConfig.Parse(bytes) : null;
}
