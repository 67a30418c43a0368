using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Attestry.Primitives.Limits;
using Attestry.Sbom.Memory;

namespace Attestry.Sbom.Catalogers.Java;

/// <summary>
/// A zip archive in memory (PKWARE APPNOTE 6.3), read by its directory: names first, content of single entries when asked
/// for and no more of it than allowed. Archives of 4 GiB and more do not fit into what is read.
/// </summary>
internal sealed class ZipArchiveReader
{
    private const int EndSize = 22;
    private const int DirectorySize = 46;
    private const int LocalSize = 30;
    private const int LongestComment = 65535;
    private const ushort Stored = 0;
    private const ushort Deflated = 8;

    private readonly ReadOnlyMemory<byte> _content;
    private readonly long _shift;

    private ZipArchiveReader(ReadOnlyMemory<byte> content, long shift, List<ZipItem> items) => (_content, _shift, Items) = (content, shift, items);

    public IReadOnlyList<ZipItem> Items { get; }

    /// <summary>Null when there is no directory, it is damaged, or it lists more than is read.</summary>
    internal static ZipArchiveReader? Open(ReadOnlyMemory<byte> content)
    {
        var file = content.Span;
        var end = file[Math.Max(0, file.Length - EndSize - LongestComment)..].LastIndexOf("PK\u0005\u0006"u8);
        end = end < 0 ? -1 : end + Math.Max(0, file.Length - EndSize - LongestComment);
        if (end < 0 || end > file.Length - EndSize)
            return null;
        long size = UInt32(file[(end + 12)..]), offset = UInt32(file[(end + 16)..]);
        if (size == uint.MaxValue || offset == uint.MaxValue)
            (size, offset) = Wide(file, end);
        // Programs stand before the archive of one that can be run; offsets may count from the archive's own start.
        var start = Signed(file, offset) ? offset : end - size;
        if (size < 0 || offset < 0 || start < 0 || start > end || size > end - start)
            return null;
        var items = new List<ZipItem>();
        var shift = start - offset;
        for (var rest = file[(int)start..end]; rest.StartsWith("PK\u0001\u0002"u8) && rest.Length >= DirectorySize;)
        {
            int name = UInt16(rest[28..]), more = name + UInt16(rest[30..]) + UInt16(rest[32..]);
            if (rest.Length < DirectorySize + more || items.Count >= SbomLimits.ArchiveEntries)
                return null;
            items.Add(new(Encoding.UTF8.GetString(rest.Slice(DirectorySize, name)), UInt16(rest[10..]), UInt32(rest[20..]), UInt32(rest[24..]), UInt32(rest[42..])));
            rest = rest[(DirectorySize + more)..];
        }
        return new(content, shift, items);
    }

    /// <summary>Null when the entry is damaged, packed in a way that is not read, or longer than <paramref name="most"/> bytes.</summary>
    internal byte[]? Read(ZipItem item, long most) => Packed(item, most) is not { } packed ? null : item.Method switch
    {
        Stored => packed.ToArray(),
        _ => Inflate(packed, deflate => BoundedStream.ReadAll(deflate, most)),
    };

    /// <summary>The same of what is long: what is stored is not copied, what is packed comes into memory that is taken for it.</summary>
    internal HeldContent? Hold(ZipItem item, long most, WorkingMemory memory) => Packed(item, most) is not { } packed ? null : item.Method switch
    {
        Stored => new HeldContent(packed, null),
        _ => Inflate<HeldContent?>(packed, deflate => BoundedStream.HoldAll(deflate, item.Size, most, memory)),
    };

    private ReadOnlyMemory<byte>? Packed(ZipItem item, long most)
    {
        var at = item.HeaderAt + _shift;
        if (at < 0 || at > _content.Length - LocalSize)
            return null;
        var header = _content.Span[(int)at..];
        var data = at + LocalSize + UInt16(header[26..]) + UInt16(header[28..]);
        if (!header.StartsWith("PK\u0003\u0004"u8) || data > _content.Length || item.PackedSize > _content.Length - data || item.Size > most)
            return null;
        return item.Method == Deflated || (item.Method == Stored && item.PackedSize <= most) ? _content.Slice((int)data, (int)item.PackedSize) : null;
    }

    private static T? Inflate<T>(ReadOnlyMemory<byte> packed, Func<Stream, T?> read)
    {
        try
        {
            using var deflate = new DeflateStream(new HeldStream(packed), CompressionMode.Decompress);
            return read(deflate);
        }
        catch (InvalidDataException)
        {
            return default;
        }
    }

    // Zip64, 4.3.14 and 4.3.15: a locator before the end names the wide record.
    private static (long Size, long Offset) Wide(ReadOnlySpan<byte> file, int end)
    {
        if (end < 20 || !file[(end - 20)..].StartsWith("PK\u0006\u0007"u8))
            return (-1, -1);
        var at = BinaryPrimitives.ReadInt64LittleEndian(file[(end - 12)..]);
        if (at < 0 || at > file.Length - 56 || !file[(int)at..].StartsWith("PK\u0006\u0006"u8))
            return (-1, -1);
        return (BinaryPrimitives.ReadInt64LittleEndian(file[((int)at + 40)..]), BinaryPrimitives.ReadInt64LittleEndian(file[((int)at + 48)..]));
    }

    private static bool Signed(ReadOnlySpan<byte> file, long offset) => offset >= 0 && offset < file.Length && file[(int)offset..].StartsWith("PK\u0001\u0002"u8);

    private static ushort UInt16(ReadOnlySpan<byte> at) => BinaryPrimitives.ReadUInt16LittleEndian(at);

    private static uint UInt32(ReadOnlySpan<byte> at) => BinaryPrimitives.ReadUInt32LittleEndian(at);
}
