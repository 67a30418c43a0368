using Attestry.Primitives;

namespace Attestry.Sbom.Memory;

/// <summary>Reads what is in memory without a copy of it.</summary>
internal sealed class HeldStream(ReadOnlyMemory<byte> content) : ForwardStream
{
    private ReadOnlyMemory<byte> _rest = content;

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => ValueTask.FromResult(Read(buffer.Span));

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        var count = Math.Min(buffer.Length, _rest.Length);
        _rest.Span[..count].CopyTo(buffer);
        _rest = _rest[count..];
        return count;
    }
}
