using System.Buffers;
using System.Buffers.Binary;
using System.Collections;

namespace Attestry.Sbom.Catalogers.Sqlite;

/// <summary>
/// Reads the rows of one table out of a SQLite database in memory (SQLite file format, version 3): walks the table's
/// b-tree, each page once. A database in a layer is a stream; SQLite itself would want it on a disk.
/// </summary>
internal sealed class SqliteFile
{
    private const int FileHeader = 100;
    private const byte TableInterior = 5;
    private const byte TableLeaf = 13;

    private readonly ReadOnlyMemory<byte> _content;
    private readonly int _pageSize;
    private readonly int _usable;
    private readonly BitArray _visited;
    private bool _broken;

    // Rows do not overlap: ones that do could make little data into much.
    private long _left;

    private SqliteFile(ReadOnlyMemory<byte> content, int pageSize, int reserved)
    {
        (_content, _pageSize, _usable) = (content, pageSize, pageSize - reserved);
        (_visited, _left) = (new((content.Length / pageSize) + 1), content.Length);
    }

    internal static bool IsSqlite(ReadOnlySpan<byte> file) => file.StartsWith("SQLite format 3\0"u8);

    /// <summary>False when there is no such table or the file contradicts itself; what could be read was taken.</summary>
    internal static bool ReadTable(ReadOnlyMemory<byte> content, string table, SqliteRowReader take)
    {
        if (content.Length < FileHeader)
            return false;
        int size = BinaryPrimitives.ReadUInt16BigEndian(content.Span[16..]);
        size = size == 1 ? 65536 : size;
        // §1.3.2 and §1.3.4: a power of two from 512; at least 480 bytes of each page are usable.
        if (size < 512 || !int.IsPow2(size) || size - content.Span[20] < 480)
            return false;
        var root = 0L;
        var schema = new SqliteFile(content, size, content.Span[20]);
        schema.Walk(1, row =>
        {
            if (row.Text(0) == "table" && row.Text(1) == table)
                root = row.Integer(3);
        });
        if (root is < 2 or > uint.MaxValue)
            return false;
        var rows = new SqliteFile(content, size, content.Span[20]);
        rows.Walk((uint)root, take);
        return !schema._broken && !rows._broken;
    }

    // A stack of its own: how deep a hostile tree is does not matter.
    private void Walk(uint root, SqliteRowReader take)
    {
        var pending = new Stack<uint>([root]);
        while (pending.TryPop(out var number))
        {
            if (!TryPage(number, out var page))
            {
                _broken = true;
                continue;
            }
            var header = page[(number == 1 ? FileHeader : 0)..];
            if (header[0] == TableLeaf)
                ReadLeaf(page, header, take);
            else if (header[0] == TableInterior)
                PushChildren(page, header, pending);
            else
                _broken = true;
        }
    }

    private void ReadLeaf(ReadOnlySpan<byte> page, ReadOnlySpan<byte> header, SqliteRowReader take)
    {
        foreach (var at in Cells(page, header, 8))
        {
            var cell = page[at.._usable];
            if (!SqliteVarint.TryTake(ref cell, out var length) || !SqliteVarint.TryTake(ref cell, out _) || length < 0 || (_left -= length) < 0)
                _broken = true;
            else
                ReadPayload(cell, (int)length, take);
        }
    }

    private void PushChildren(ReadOnlySpan<byte> page, ReadOnlySpan<byte> header, Stack<uint> pending)
    {
        // The last child first onto the stack, so that rows come in the order of their numbers.
        pending.Push(BinaryPrimitives.ReadUInt32BigEndian(header[8..]));
        var cells = Cells(page, header, 12);
        for (var i = cells.Length - 1; i >= 0; i--)
        {
            if (_usable - cells[i] >= 4)
                pending.Push(BinaryPrimitives.ReadUInt32BigEndian(page[cells[i]..]));
        }
    }

    private int[] Cells(ReadOnlySpan<byte> page, ReadOnlySpan<byte> header, int headerSize)
    {
        int count = BinaryPrimitives.ReadUInt16BigEndian(header[3..]);
        if (headerSize + (2 * count) > header.Length)
        {
            _broken = true;
            return [];
        }
        var cells = new int[count];
        for (var i = 0; i < count; i++)
        {
            cells[i] = BinaryPrimitives.ReadUInt16BigEndian(header[(headerSize + (2 * i))..]);
            if (cells[i] < headerSize || cells[i] >= _usable)
            {
                _broken = true;
                return [];
            }
        }
        return cells;
    }

    // §1.6, "B-tree Cell Format": what does not fit into the page goes on in a chain of overflow pages.
    private void ReadPayload(ReadOnlySpan<byte> cell, int length, SqliteRowReader take)
    {
        var most = _usable - 35;
        if (length <= most)
        {
            if (length <= cell.Length)
                take(new(cell[..length]));
            else
                _broken = true;
            return;
        }
        var least = ((_usable - 12) * 32 / 255) - 23;
        var local = least + ((length - least) % (_usable - 4));
        local = local > most ? least : local;
        if (local + 4 > cell.Length)
        {
            _broken = true;
            return;
        }
        var buffer = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            cell[..local].CopyTo(buffer);
            if (TryChain(BinaryPrimitives.ReadUInt32BigEndian(cell[local..]), buffer.AsSpan(local, length - local)))
                take(new(buffer.AsSpan(0, length)));
            else
                _broken = true;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private bool TryChain(uint number, Span<byte> rest)
    {
        while (!rest.IsEmpty)
        {
            if (!TryPage(number, out var page))
                return false;
            var held = Math.Min(rest.Length, _usable - 4);
            page.Slice(4, held).CopyTo(rest);
            rest = rest[held..];
            number = BinaryPrimitives.ReadUInt32BigEndian(page);
        }
        return true;
    }

    // Each page has one place in a tree; one that is named twice would make a loop.
    private bool TryPage(uint number, out ReadOnlySpan<byte> page)
    {
        page = default;
        if (number == 0 || number > _content.Length / _pageSize || _visited[(int)number])
            return false;
        _visited[(int)number] = true;
        page = _content.Span.Slice((int)(number - 1) * _pageSize, _pageSize);
        return true;
    }
}
