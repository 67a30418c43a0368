using Attestry.Storage.Sql;

namespace Attestry.Storage.PostgreSql;

internal sealed class PostgreSqlDialect : ISqlDialect
{
    /// <summary>Collation C compares bytes, whatever the database's own collation is.</summary>
    internal const string Ordinal = "COLLATE \"C\"";

    public string Key(string field) => $"({SqlText.KeyExpression($"(doc ->> '{field}')")} {Ordinal})";

    public string Json(string parameter) => parameter;

    public string IdIn(string parameter) => $"id = ANY ({parameter})";
}
