using System.Buffers;
using Attestry.Oci.Compression;
using Attestry.Primitives.Limits;
using Microsoft.Win32.SafeHandles;

namespace Attestry.Oci.Sources;

/// <summary>Opens an archive for reading at any place; a compressed one is unpacked first, to a temporary file that goes when it is closed.</summary>
internal static class ArchiveUnpacking
{
    private const int BufferSize = 128 << 10;

    public static async Task<SafeFileHandle> OpenAsync(string path, CancellationToken cancellation)
    {
        var file = File.OpenHandle(path, options: FileOptions.Asynchronous);
        try
        {
            var start = new byte[4];
            var read = await RandomAccess.ReadAsync(file, start, 0, cancellation);
            using Decompressor? decompressor = start is [0x1f, 0x8b, ..] ? new Gzip() : Zstd.StartsWith(start.AsSpan(0, read)) ? new Zstd() : null;
            if (decompressor is null)
                return file;
            using (file)
                return await UnpackAsync(file, decompressor, cancellation);
        }
        catch (Exception e) when (e is InvalidDataException or DllNotFoundException)
        {
            file.Dispose();
            throw LayoutIndex.Malformed($"The archive cannot be unpacked: {e.Message}.", e);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private static async Task<SafeFileHandle> UnpackAsync(SafeFileHandle from, Decompressor decompressor, CancellationToken cancellation)
    {
        var to = File.OpenHandle(
            Path.Combine(Path.GetTempPath(), $"attestry-{Guid.NewGuid():n}.tar"),
            FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, FileOptions.Asynchronous | FileOptions.DeleteOnClose);
        var (input, output) = (ArrayPool<byte>.Shared.Rent(BufferSize), ArrayPool<byte>.Shared.Rent(BufferSize));
        try
        {
            long taken = 0, given = 0;
            while (true)
            {
                var read = await RandomAccess.ReadAsync(from, input.AsMemory(0, BufferSize), taken, cancellation);
                if (read == 0 && decompressor.AtBoundary)
                    return to;
                // What follows the last member or frame is not part of the archive.
                if (decompressor.AtBoundary && !decompressor.IsMagic(input.AsSpan(0, read)))
                    return to;
                var (consumed, written) = decompressor.Decode(input.AsSpan(0, read), output.AsSpan(0, BufferSize));
                if (consumed == 0 && written == 0)
                    throw new InvalidDataException("it ends before its end");
                await RandomAccess.WriteAsync(to, output.AsMemory(0, written), given, cancellation);
                taken += consumed;
                given += written;
                if (given > OciLimits.ArchiveBytes)
                    throw new InvalidDataException($"it unpacks to more than {OciLimits.ArchiveBytes} bytes");
            }
        }
        catch
        {
            to.Dispose();
            throw;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(input);
            ArrayPool<byte>.Shared.Return(output);
        }
    }
}
