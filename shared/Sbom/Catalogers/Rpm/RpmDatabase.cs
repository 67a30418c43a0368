using Attestry.Sbom.Catalogers.Sqlite;

namespace Attestry.Sbom.Catalogers.Rpm;

/// <summary>rpm's database of installed packages: header blobs in SQLite, NDB or BerkeleyDB. The first bytes tell which.</summary>
internal static class RpmDatabase
{
    private const string Table = "Packages";

    internal static void Read(ReadOnlyMemory<byte> content, SourceSink found)
    {
        var database = content.Span;
        var whole = true;
        if (SqliteFile.IsSqlite(database))
            whole = SqliteFile.ReadTable(content, Table, row => Take(row, found));
        else if (NdbFile.IsNdb(database))
            whole = NdbFile.Read(content, blob => Take(blob, found));
        else if (BerkeleyHashFile.IsHash(database))
            whole = BerkeleyHashFile.Read(content, blob => Take(blob, found));
        // An empty file is what is left of a database that was moved.
        else if (!database.IsEmpty)
            found.Malformed("it is no SQLite, NDB or BerkeleyDB file");
        if (!whole)
            found.Malformed("the database's own structure contradicts itself");
    }

    // Columns: hnum (an alias of the row's number, so stored as null), blob.
    private static void Take(SqliteRow row, SourceSink found) => Take(row.Blob(1), found);

    private static void Take(ReadOnlySpan<byte> blob, SourceSink found)
    {
        if (!RpmHeader.TryRead(blob, out var header))
            found.Malformed("a package's header states lengths that it does not have");
        else
            header.AddTo(found);
    }
}
