using Attestry.Primitives;
using Attestry.Primitives.Findings;

namespace Attestry.Rego.Bundles;

/// <summary>A stream that ends in an error where it is longer than it may be.</summary>
internal sealed class BoundedStream(Stream inner, long most) : ForwardStream
{
    private byte[] _back = [];
    private long _read;

    /// <summary>These bytes come again.</summary>
    internal void PutBack(ReadOnlySpan<byte> bytes) => _back = bytes.ToArray();

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
}
