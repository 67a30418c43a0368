namespace Attestry.Sbom.Catalogers.Sqlite;

/// <summary>Takes one row of a table.</summary>
internal delegate void SqliteRowReader(SqliteRow row);
