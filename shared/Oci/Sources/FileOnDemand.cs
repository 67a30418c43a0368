using Attestry.Primitives;
using Microsoft.Win32.SafeHandles;

namespace Attestry.Oci.Sources;

/// <summary>
/// A file that is opened by the first read. One without bytes never is: pipes and devices, which could keep a reader waiting for
/// ever, have none.
/// </summary>
internal sealed class FileOnDemand(string path, long length) : ForwardStream
{
    private SafeFileHandle? _file;
    private long _at;

    public override long Length => length;

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (length == 0 || buffer.IsEmpty)
            return ValueTask.FromResult(0);
        _file ??= File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        // From the page cache as a rule: a thread that waits costs less than one that is told.
        var read = RandomAccess.Read(_file, buffer.Span, _at);
        _at += read;
        return ValueTask.FromResult(read);
    }

    protected override void Dispose(bool disposing)
    {
        _file?.Dispose();
        base.Dispose(disposing);
    }
}
