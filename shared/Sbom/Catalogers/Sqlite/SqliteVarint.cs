namespace Attestry.Sbom.Catalogers.Sqlite;

/// <summary>SQLite's variable-length integer (file format, §1.6): seven bits a byte, most significant first; a ninth byte has eight.</summary>
internal static class SqliteVarint
{
    internal static bool TryTake(ref ReadOnlySpan<byte> rest, out long value)
    {
        value = 0;
        for (var i = 0; i < 9 && i < rest.Length; i++)
        {
            if (i == 8)
                value = value << 8 | rest[i];
            else
                value = value << 7 | (long)(rest[i] & 0x7f);
            if (i < 8 && (rest[i] & 0x80) != 0)
                continue;
            rest = rest[(i + 1)..];
            return true;
        }
        return false;
    }
}
