using Attestry.Primitives;
using Microsoft.Win32.SafeHandles;

namespace Attestry.Oci.Sources;

/// <summary>A part of a file; several may be read at once.</summary>
internal sealed class FileSlice(SafeFileHandle file, long offset, long size) : ForwardStream
{
    private long _at;

    public override long Length => size;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var wanted = buffer[..(int)Math.Min(buffer.Length, size - _at)];
        var read = wanted.IsEmpty ? 0 : await RandomAccess.ReadAsync(file, wanted, offset + _at, cancellationToken);
        _at += read;
        return read;
    }
}
