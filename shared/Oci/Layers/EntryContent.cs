using Attestry.Oci.Tar;
using Attestry.Primitives;

namespace Attestry.Oci.Layers;

/// <summary>One file's content, for one visit.</summary>
internal sealed class EntryContent(TarReader reader, long size) : ForwardStream
{
    private bool _ended;

    public override long Length => size;

    /// <exception cref="LayerEndedException">The layer ends before the file does.</exception>
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        _ended ? ValueTask.FromResult(0) : reader.ReadAsync(buffer, cancellationToken);

    /// <summary>A visitor that keeps the stream reads nothing of the next file from it.</summary>
    protected override void Dispose(bool disposing)
    {
        _ended = true;
        base.Dispose(disposing);
    }
}
