using System.Text;

namespace Attestry.Sbom.Catalogers.Sqlite;

/// <summary>One record of a table (SQLite file format, §2.1): a header of column types, then the values.</summary>
internal readonly ref struct SqliteRow(ReadOnlySpan<byte> record)
{
    private readonly ReadOnlySpan<byte> _record = record;

    /// <summary>Of a blob or text; empty of anything else, and of a column that is not there.</summary>
    public ReadOnlySpan<byte> Blob(int column) => TryColumn(column, out var type, out var value) && type >= 12 ? value : default;

    public string Text(int column) => TryColumn(column, out var type, out var value) && type >= 13 && type % 2 == 1 ? Encoding.UTF8.GetString(value) : "";

    public long Integer(int column)
    {
        if (!TryColumn(column, out var type, out var value) || type is 0 or 7 or > 9)
            return 0;
        if (type is 8 or 9)
            return type - 8;
        long number = (sbyte)value[0];
        foreach (var next in value[1..])
            number = number << 8 | next;
        return number;
    }

    private bool TryColumn(int column, out long type, out ReadOnlySpan<byte> value)
    {
        type = 0;
        value = default;
        var rest = _record;
        if (!SqliteVarint.TryTake(ref rest, out var headerSize) || headerSize < 1 || headerSize > _record.Length || headerSize < _record.Length - rest.Length)
            return false;
        var types = _record[(_record.Length - rest.Length)..(int)headerSize];
        var at = headerSize;
        for (var i = 0; SqliteVarint.TryTake(ref types, out type) && type >= 0; i++)
        {
            var size = Size(type);
            if (size > _record.Length - at)
                return false;
            if (i == column)
            {
                value = _record.Slice((int)at, (int)size);
                return true;
            }
            at += size;
        }
        return false;
    }

    private static long Size(long type) => type switch
    {
        0 or 8 or 9 => 0,
        <= 4 => type,
        5 => 6,
        6 or 7 => 8,
        _ => (type - (type % 2 == 0 ? 12 : 13)) / 2,
    };
}
