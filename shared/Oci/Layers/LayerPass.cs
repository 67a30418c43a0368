using System.Buffers;
using System.Security.Cryptography;
using System.Threading.Channels;
using Attestry.Oci.Manifests;
using Attestry.Primitives;
using Attestry.Primitives.Findings;
using Attestry.Primitives.Limits;

namespace Attestry.Oci.Layers;

/// <summary>
/// One pass as a pipeline of three stages that run at once: decode and hash the compressed bytes, hash the uncompressed
/// ones, read the archive. Between them are a few chunks and no more, whatever the layer's size.
/// </summary>
internal sealed class LayerPass(Descriptor layer, Digest? diffId, LayerLimits limits, ILayerVisitor visitor)
{
    private const int ChunksBetween = 4;

    private readonly FindingList _findings = new(limits.Findings);
    private readonly HashAlgorithmName _diffAlgorithm = diffId is { IsEmpty: false } expected ? expected.HashAlgorithm : HashAlgorithmName.SHA256;
    private readonly Channel<Chunk> _decoded = Bounded();
    private readonly Channel<Chunk> _hashed = Bounded();
    private Digest _computed;

    public async Task<LayerReport> RunAsync(Stream compressed, CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using var decoder = new LayerDecoder(compressed, layer, limits, _findings);
        using var input = new ChunkInput(_hashed.Reader);
        var stages = Task.WhenAll(
            Task.Run(() => decoder.RunAsync(_decoded.Writer, stop.Token), CancellationToken.None),
            Task.Run(() => HashAsync(stop.Token), CancellationToken.None));
        var archive = new LayerArchive(input, limits, visitor, _findings);
        var whole = false;
        try
        {
            whole = await archive.ReadAsync(() => decoder.Broken, cancellation);
        }
        finally
        {
            // Whoever stopped early, the other stages end before their buffers and the caller's stream are let go.
            await stop.CancelAsync();
            await stages.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            Release(_decoded.Reader);
            Release(_hashed.Reader);
        }
        var complete = whole && Verify(decoder) && !archive.HasGaps;
        return new LayerReport(complete, whole ? _computed : default, decoder.CompressedBytes, decoder.UncompressedBytes, archive.Entries, _findings.ToList());
    }

    private bool Verify(LayerDecoder decoder)
    {
        if (decoder.CompressedBytes != layer.Size)
            _findings.Add(LayerFindings.SizeMismatch, Severity.High, $"The layer has {decoder.CompressedBytes} bytes; the manifest states {layer.Size}.", layer.Digest.Text);
        if (decoder.Digest != layer.Digest)
            _findings.Add(LayerFindings.DigestMismatch, Severity.Critical, $"The layer's bytes have the digest {decoder.Digest}.", layer.Digest.Text);
        var isExpected = diffId is not { } expected || expected == _computed;
        if (!isExpected)
            _findings.Add(LayerFindings.DiffIdMismatch, Severity.Critical, $"The unpacked layer has the digest {_computed}; the image's configuration names {diffId}.", layer.Digest.Text);
        return isExpected && decoder.CompressedBytes == layer.Size && decoder.Digest == layer.Digest;
    }

    private async Task HashAsync(CancellationToken cancellation)
    {
        Exception? fault = null;
        try
        {
            using var hash = IncrementalHash.CreateHash(_diffAlgorithm);
            await foreach (var chunk in _decoded.Reader.ReadAllAsync(cancellation))
            {
                hash.AppendData(chunk.Buffer, 0, chunk.Length);
                await _hashed.Writer.WriteAsync(chunk, cancellation);
            }
            _computed = Digest.FromHash(_diffAlgorithm, hash.GetHashAndReset());
        }
        catch (Exception e)
        {
            fault = e;
            throw;
        }
        finally
        {
            _hashed.Writer.Complete(fault);
        }
    }

    private static Channel<Chunk> Bounded() =>
        Channel.CreateBounded<Chunk>(new BoundedChannelOptions(ChunksBetween) { SingleReader = true, SingleWriter = true });

    private static void Release(ChannelReader<Chunk> chunks)
    {
        while (chunks.TryRead(out var chunk))
            ArrayPool<byte>.Shared.Return(chunk.Buffer);
    }
}
