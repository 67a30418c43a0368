using System.Net;

namespace Attestry.Oci.Registries;

/// <summary>A blob as a request's body; the stream stays the caller's.</summary>
internal sealed class BlobContent : HttpContent
{
    private readonly Stream _content;
    private readonly long _size;

    public BlobContent(Stream content, long size)
    {
        (_content, _size) = (content, size);
        Headers.ContentType = new("application/octet-stream");
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => _content.CopyToAsync(stream);

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken) =>
        _content.CopyToAsync(stream, cancellationToken);

    protected override bool TryComputeLength(out long length)
    {
        length = _size;
        return true;
    }
}
