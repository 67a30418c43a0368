using Attestry.Primitives;

namespace Attestry.Sbom.Memory;

/// <summary>Reads what is in memory without a copy of it.</summary>
internal sealed class HeldStream(ReadOnlyMemory<byte> content) : SynchronousStream
{
    private ReadOnlyMemory<byte> _rest = content;

    public override int Read(Span<byte> buffer)
    {
        var count = Math.Min(buffer.Length, _rest.Length);
        _rest.Span[..count].CopyTo(buffer);
        _rest = _rest[count..];
        return count;
    }
}
