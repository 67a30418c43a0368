using Attestry.Oci.Tar;
using Microsoft.Win32.SafeHandles;

namespace Attestry.Oci.Sources;

/// <summary>An archive in a file; content is skipped without being read.</summary>
internal sealed class FileTarInput(SafeFileHandle file) : ITarInput
{
    private readonly long _length = RandomAccess.GetLength(file);

    public long Position { get; private set; }

    public async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellation)
    {
        var read = await RandomAccess.ReadAsync(file, buffer, Position, cancellation);
        Position += read;
        return read;
    }

    public ValueTask<long> SkipAsync(long count, CancellationToken cancellation)
    {
        var skipped = Math.Min(count, _length - Position);
        Position += skipped;
        return ValueTask.FromResult(skipped);
    }
}
