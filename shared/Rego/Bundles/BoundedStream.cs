using Attestry.Primitives.Findings;

namespace Attestry.Rego.Bundles;

/// <summary>A stream that ends in an error where it is longer than it may be.</summary>
internal sealed class BoundedStream(Stream inner, long most) : Stream
{
    private byte[] _back = [];
    private long _read;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>These bytes come again.</summary>
    internal void PutBack(ReadOnlySpan<byte> bytes) => _back = bytes.ToArray();

    public override int Read(byte[] buffer, int offset, int count) => ReadAsync(buffer.AsMemory(offset, count)).AsTask().GetAwaiter().GetResult();

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_back.Length > 0)
        {
            var taken = Math.Min(_back.Length, buffer.Length);
            _back.AsMemory(0, taken).CopyTo(buffer);
            _back = _back[taken..];
            return taken;
        }
        var read = await inner.ReadAsync(buffer, cancellationToken);
        _read += read;
        return _read <= most ? read : throw new BundleException(BundleFindings.TooLarge, $"The archive has more than {most} bytes. Leave out what is no policy or data.");
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
