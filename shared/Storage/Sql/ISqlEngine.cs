namespace Attestry.Storage.Sql;

/// <summary>Executes statements; each change is a transaction of its own to the caller.</summary>
internal interface ISqlEngine
{
    ISqlDialect Dialect { get; }

    Task<List<SqlRow>> ReadAsync(SqlStatement statement, CancellationToken cancellation);

    Task<long> CountAsync(SqlStatement statement, CancellationToken cancellation);

    /// <summary>Whether a row was changed.</summary>
    Task<bool> ChangeAsync(SqlStatement statement, CancellationToken cancellation);
}
