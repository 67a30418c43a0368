namespace Attestry.Primitives;

/// <summary>A stream that is read once, forward, and never waits for anything but processor time or what it reads from.</summary>
public abstract class SynchronousStream : ForwardStream
{
    public abstract override int Read(Span<byte> buffer);

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(Read(buffer.Span));
    }
}
