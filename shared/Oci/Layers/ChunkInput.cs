using System.Buffers;
using System.Threading.Channels;
using Attestry.Oci.Tar;

namespace Attestry.Oci.Layers;

/// <summary>The archive as the reading side takes it from the pipeline.</summary>
internal sealed class ChunkInput(ChannelReader<Chunk> chunks) : ITarInput, IDisposable
{
    private Chunk _chunk;
    private int _at;

    public async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellation)
    {
        if (_at == _chunk.Length && !await NextAsync(cancellation))
            return 0;
        var count = Math.Min(buffer.Length, _chunk.Length - _at);
        _chunk.Buffer.AsSpan(_at, count).CopyTo(buffer.Span);
        _at += count;
        return count;
    }

    public async ValueTask<long> SkipAsync(long count, CancellationToken cancellation)
    {
        var left = count;
        while (left > 0 && (_at < _chunk.Length || await NextAsync(cancellation)))
        {
            var step = (int)Math.Min(left, _chunk.Length - _at);
            _at += step;
            left -= step;
        }
        return count - left;
    }

    /// <summary>Reads to the end. False when something other than zeros is there.</summary>
    public async ValueTask<bool> DrainZerosAsync(CancellationToken cancellation)
    {
        var zeros = true;
        while (_at < _chunk.Length || await NextAsync(cancellation))
        {
            zeros = zeros && TarHeader.IsZero(_chunk.Buffer.AsSpan(_at, _chunk.Length - _at));
            _at = _chunk.Length;
        }
        return zeros;
    }

    public void Dispose() => Release();

    private async ValueTask<bool> NextAsync(CancellationToken cancellation)
    {
        Release();
        while (!chunks.TryRead(out _chunk))
        {
            if (!await chunks.WaitToReadAsync(cancellation))
                return false;
        }
        return true;
    }

    private void Release()
    {
        if (_chunk.Buffer is { } buffer)
            ArrayPool<byte>.Shared.Return(buffer);
        (_chunk, _at) = (default, 0);
    }
}
