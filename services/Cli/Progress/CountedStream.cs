using Attestry.Primitives;

namespace Attestry.Cli.Progress;

/// <summary>A layer whose bytes are counted as they come.</summary>
internal sealed class CountedStream(Stream content, Digest layer, ProgressCount progress) : ForwardStream
{
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await content.ReadAsync(buffer, cancellationToken);
        progress.Read(read);
        return read;
    }

    public override async ValueTask DisposeAsync()
    {
        progress.Done(layer);
        await content.DisposeAsync();
        await base.DisposeAsync();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            content.Dispose();
        base.Dispose(disposing);
    }
}
