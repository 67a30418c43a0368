using System.Buffers;
using System.Security.Cryptography;
using System.Threading.Channels;
using Attestry.Oci.Compression;
using Attestry.Oci.Manifests;
using Attestry.Primitives;
using Attestry.Primitives.Findings;
using Attestry.Primitives.Limits;

namespace Attestry.Oci.Layers;

/// <summary>The first stage: takes the blob's bytes, hashes them, and gives the uncompressed archive in chunks.</summary>
internal sealed class LayerDecoder(Stream source, Descriptor layer, LayerLimits limits, FindingList findings) : IDisposable
{
    private const int WindowSize = 128 << 10;

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(layer.Digest.HashAlgorithm);
    private readonly byte[] _window = ArrayPool<byte>.Shared.Rent(WindowSize);
    private Decompressor? _decompressor;
    private int _at;
    private int _end;
    private bool _sourceEnded;
    private bool _ended;

    public long CompressedBytes { get; private set; }

    public long UncompressedBytes { get; private set; }

    /// <summary>Decoding stopped at a finding; the archive is not whole.</summary>
    public bool Broken { get; private set; }

    /// <summary>Digest of all compressed bytes, once the source ended.</summary>
    public Digest Digest { get; private set; }

    private ReadOnlyMemory<byte> Window => _window.AsMemory(_at, _end - _at);

    /// <summary>Decodes to the end or to a finding. What the source throws goes through, to the reading side as well.</summary>
    public async Task RunAsync(ChannelWriter<Chunk> chunks, CancellationToken cancellation)
    {
        Exception? fault = null;
        try
        {
            await ChooseAsync(cancellation);
            while (!Broken && await NextAsync(cancellation) is { } chunk)
            {
                if (chunk.Length > 0)
                    await chunks.WriteAsync(chunk, cancellation);
                else
                    ArrayPool<byte>.Shared.Return(chunk.Buffer);
            }
            if (!Broken)
                await FinishAsync(cancellation);
        }
        catch (InvalidDataException e)
        {
            Break(LayerFindings.CompressionMalformed, $"The layer cannot be unpacked: {e.Message}.");
        }
        catch (Exception e)
        {
            fault = e;
            throw;
        }
        finally
        {
            chunks.Complete(fault);
        }
    }

    public void Dispose()
    {
        _decompressor?.Dispose();
        _hash.Dispose();
        ArrayPool<byte>.Shared.Return(_window);
    }

    // The bytes say what they are; a media type could say otherwise to hide content from one reader.
    private async Task ChooseAsync(CancellationToken cancellation)
    {
        await PeekAsync(4, cancellation);
        var magic = Window.Span;
        try
        {
            _decompressor = magic is [0x1f, 0x8b, ..] ? new Gzip() : Zstd.StartsWith(magic) ? new Zstd() : null;
        }
        catch (DllNotFoundException)
        {
            Break(LayerFindings.ZstdUnavailable, "The layer is compressed by zstd, and libzstd.so.1 is not on this machine.");
        }
    }

    /// <summary>A full chunk, or what is left; null at the end.</summary>
    private async Task<Chunk?> NextAsync(CancellationToken cancellation)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(Chunk.Size);
        var length = 0;
        try
        {
            while (length < Chunk.Size && !Broken && !_ended)
            {
                if (_at == _end && !_sourceEnded)
                    await PeekAsync(1, cancellation);
                _ended = _decompressor is null ? _at == _end : _decompressor.AtBoundary && !await ContinuesAsync(cancellation);
                if (_ended)
                    break;
                var (consumed, written) = Step(buffer.AsSpan(length, Chunk.Size - length));
                _at += consumed;
                length += written;
                UncompressedBytes += written;
                if (_sourceEnded && _at == _end && consumed == 0 && written == 0)
                {
                    Break(LayerFindings.Truncated, "The compressed stream ends before its end.");
                    break;
                }
                DemandLimits();
            }
        }
        catch
        {
            ArrayPool<byte>.Shared.Return(buffer);
            throw;
        }
        if (length > 0)
            return new Chunk(buffer, length);
        ArrayPool<byte>.Shared.Return(buffer);
        return null;
    }

    private (int Consumed, int Written) Step(Span<byte> output)
    {
        if (_decompressor is not null)
            return _decompressor.Decode(Window.Span, output);
        var count = Math.Min(output.Length, _end - _at);
        Window.Span[..count].CopyTo(output);
        return (count, count);
    }

    // After a member or frame: another one, the end, or something that does not belong there.
    private async Task<bool> ContinuesAsync(CancellationToken cancellation)
    {
        await PeekAsync(_decompressor!.MagicLength, cancellation);
        if (_at == _end)
            return false;
        if (_decompressor.IsMagic(Window.Span))
            return true;
        findings.Add(LayerFindings.TrailingData, Severity.High, "Data follows the end of the compressed stream.");
        return false;
    }

    private async Task FinishAsync(CancellationToken cancellation)
    {
        while (!_sourceEnded && !Broken)
        {
            _at = _end;
            await PeekAsync(1, cancellation);
        }
        if (!Broken)
            Digest = Digest.FromHash(layer.Digest.HashAlgorithm, _hash.GetHashAndReset());
    }

    /// <summary>Has at least so many bytes in the window, fewer only at the source's end. New bytes are hashed as they come.</summary>
    private async Task PeekAsync(int count, CancellationToken cancellation)
    {
        if (_end - _at >= count || _sourceEnded)
            return;
        _window.AsSpan(_at, _end - _at).CopyTo(_window);
        (_at, _end) = (0, _end - _at);
        while (_end < count && !_sourceEnded)
        {
            var read = await source.ReadAsync(_window.AsMemory(_end, WindowSize - _end), cancellation);
            _sourceEnded = read == 0;
            _hash.AppendData(_window, _end, read);
            _end += read;
            CompressedBytes += read;
        }
        if (CompressedBytes > layer.Size)
            Break(LayerFindings.SizeMismatch, $"The layer has more than the {layer.Size} bytes that the manifest states.");
    }

    private void DemandLimits()
    {
        if (UncompressedBytes > limits.UncompressedBytes)
            Break(LayerFindings.TooLarge, $"The layer unpacks to more than {limits.UncompressedBytes} bytes.");
        else if (UncompressedBytes > limits.RatioFreeBytes && UncompressedBytes / limits.ExpansionRatio > CompressedBytes)
            Break(LayerFindings.ExpansionRatio, $"The layer expands more than {limits.ExpansionRatio} times.");
    }

    private void Break(string id, string message)
    {
        Broken = true;
        findings.Add(id, Severity.High, message, layer.Digest.Text);
    }
}
