using System.Buffers;
using System.Buffers.Binary;
using System.Collections;

namespace Attestry.Sbom.Catalogers.Rpm;

/// <summary>
/// A BerkeleyDB hash table (db_page.h of Berkeley DB 4.8 to 5.3), either byte order: pairs of key and value in pages; long
/// values in chains of overflow pages. The values of every page are read; keys (numbers of packages) say nothing.
/// </summary>
internal static class BerkeleyHashFile
{
    private const uint Magic = 0x00061561;
    private const int PageHeader = 26;
    private const byte UnsortedHashPage = 2;
    private const byte OverflowPage = 7;
    private const byte HashPage = 13;
    private const byte InPlace = 1;
    private const byte OffPage = 3;
    private const int OffPageSize = 12;

    // Under key 0 lies the next free number, four bytes.
    private const int SmallestHeader = 8;

    internal static bool IsHash(ReadOnlySpan<byte> file) =>
        file.Length >= 512 && (UInt32(file[12..], false) == Magic || UInt32(file[12..], true) == Magic);

    /// <summary>False when a part of the file contradicts another; what could be read was taken.</summary>
    internal static bool Read(ReadOnlyMemory<byte> content, BlobReader take)
    {
        var file = content.Span;
        var big = UInt32(file[12..], true) == Magic;
        var size = UInt32(file[20..], big);
        if (size is < 512 or > 65536 || !int.IsPow2((int)size) || file[24] != 0)
            return false;
        var pages = new Pages(content, (int)size, big);
        var whole = true;
        for (var number = 1; number < pages.Count; number++)
        {
            if (pages[number][25] is HashPage or UnsortedHashPage)
                whole &= ReadPage(pages, number, take);
        }
        return whole;
    }

    private static bool ReadPage(Pages pages, int number, BlobReader take)
    {
        var page = pages[number];
        var entries = UInt16(page[20..], pages.Big);
        if (PageHeader + (2 * entries) > page.Length)
            return false;
        var end = page.Length;
        for (var i = 0; i < entries; i++)
        {
            int at = UInt16(page[(PageHeader + (2 * i))..], pages.Big);
            if (at < PageHeader + (2 * entries) || at >= end)
                return false;
            var item = page[at..end];
            end = at;
            // Keys and values take turns.
            if (i % 2 == 1 && !ReadValue(pages, item, take))
                return false;
        }
        return true;
    }

    private static bool ReadValue(Pages pages, ReadOnlySpan<byte> item, BlobReader take)
    {
        if (item[0] == InPlace)
        {
            if (item.Length > SmallestHeader)
                take(item[1..]);
            return true;
        }
        if (item[0] != OffPage || item.Length < OffPageSize)
            return false;
        var length = UInt32(item[8..], pages.Big);
        if (length > pages.Bytes)
            return false;
        var buffer = ArrayPool<byte>.Shared.Rent((int)length);
        try
        {
            var whole = pages.TryChain(UInt32(item[4..], pages.Big), buffer.AsSpan(0, (int)length));
            if (whole)
                take(buffer.AsSpan(0, (int)length));
            return whole;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static ushort UInt16(ReadOnlySpan<byte> at, bool big) =>
        big ? BinaryPrimitives.ReadUInt16BigEndian(at) : BinaryPrimitives.ReadUInt16LittleEndian(at);

    private static uint UInt32(ReadOnlySpan<byte> at, bool big) =>
        big ? BinaryPrimitives.ReadUInt32BigEndian(at) : BinaryPrimitives.ReadUInt32LittleEndian(at);

    private sealed class Pages(ReadOnlyMemory<byte> file, int size, bool big)
    {
        // An overflow page belongs to one chain; a chain that comes back to one would never end.
        private readonly BitArray _used = new((file.Length / size) + 1);

        public bool Big => big;

        public int Bytes => file.Length;

        public int Count => file.Length / size;

        public ReadOnlySpan<byte> this[int number] => file.Span.Slice(number * size, size);

        public bool TryChain(uint number, Span<byte> value)
        {
            while (!value.IsEmpty)
            {
                if (number == 0 || number >= Count || _used[(int)number])
                    return false;
                _used[(int)number] = true;
                var page = this[(int)number];
                var held = Math.Min(value.Length, size - PageHeader);
                if (page[25] != OverflowPage || UInt16(page[22..], big) < held)
                    return false;
                page.Slice(PageHeader, held).CopyTo(value);
                value = value[held..];
                number = UInt32(page[16..], big);
            }
            return true;
        }
    }
}
