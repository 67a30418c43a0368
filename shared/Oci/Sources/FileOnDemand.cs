using Attestry.Primitives;

namespace Attestry.Oci.Sources;

/// <summary>
/// A file that is opened by the first read. One without bytes never is: pipes and devices, which could keep a reader waiting for
/// ever, have none.
/// </summary>
internal sealed class FileOnDemand(string path, long length) : ForwardStream
{
    private FileStream? _file;

    public override long Length => length;

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (length == 0 || buffer.IsEmpty)
            return ValueTask.FromResult(0);
        _file ??= new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        // From the page cache as a rule: a thread that waits costs less than one that is told.
        return ValueTask.FromResult(_file.Read(buffer.Span));
    }

    protected override void Dispose(bool disposing)
    {
        _file?.Dispose();
        base.Dispose(disposing);
    }
}
