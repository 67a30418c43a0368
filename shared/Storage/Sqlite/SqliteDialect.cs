using Attestry.Storage.Sql;

namespace Attestry.Storage.Sqlite;

internal sealed class SqliteDialect : ISqlDialect
{
    /// <summary>
    /// A generated column: over columns SQLite makes a row comparison one range of the index, over expressions only its
    /// first term.
    /// </summary>
    public string Key(string field) => $"\"key_{field}\"";

    public string Json(string parameter) => $"CAST({parameter} AS TEXT)";

    public string IdIn(string parameter) => $"id IN (SELECT value FROM json_each({parameter}))";

    internal static string KeyColumn(string field) =>
        $"\"key_{field}\" TEXT GENERATED ALWAYS AS ({SqlText.KeyExpression($"json_extract(doc, '$.{field}')")}) VIRTUAL";
}
