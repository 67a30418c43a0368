using Attestry.Contracts;
using Microsoft.Data.Sqlite;

namespace Attestry.Storage.Sqlite;

/// <summary>The embedded provider: one file, one table a collection, JSON in a column, expression indexes over its fields.</summary>
public sealed class SqliteDocumentStore : IDocumentStore, IDisposable
{
    private readonly string _connectionString;
    private readonly SemaphoreSlim _writer = new(1, 1);

    /// <param name="path">The database file; it is created, with its write-ahead log beside it.</param>
    public SqliteDocumentStore(string path) =>
        _connectionString = new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Mode = SqliteOpenMode.ReadWriteCreate,
            DefaultTimeout = 30,
        }.ToString();

    public IDocumentCollection<T> Collection<T>(CollectionDefinition<T> definition) where T : class, IDocument =>
        new SqliteCollection<T>(this, definition);

    public async Task PrepareAsync(CancellationToken cancellation)
    {
        await using var connection = await OpenAsync(cancellation);
        await ExecuteAsync(connection, "PRAGMA journal_mode = WAL", cancellation);
        foreach (var collection in Collections.All)
        {
            await ExecuteAsync(connection, $"CREATE TABLE IF NOT EXISTS {collection.Name} (id TEXT PRIMARY KEY, version INTEGER NOT NULL, doc TEXT NOT NULL)", cancellation);
            foreach (var index in collection.Indexes)
            {
                var fields = string.Join(", ", index.Fields.Select(Field).Append("id"));
                await ExecuteAsync(connection, $"CREATE INDEX IF NOT EXISTS {collection.Name}_{index.Name} ON {collection.Name} ({fields})", cancellation);
            }
        }
    }

    public async Task CheckAsync(CancellationToken cancellation)
    {
        await using var connection = await OpenAsync(cancellation);
        await ExecuteAsync(connection, "SELECT 1", cancellation);
    }

    public void Dispose()
    {
        using (var connection = new SqliteConnection(_connectionString))
            SqliteConnection.ClearPool(connection);
        _writer.Dispose();
    }

    internal static string Field(string name) => $"coalesce(json_extract(doc, '$.{name}'), '')";

    internal async Task<SqliteConnection> OpenAsync(CancellationToken cancellation)
    {
        var connection = new SqliteConnection(_connectionString);
        await connection.OpenAsync(cancellation);
        return connection;
    }

    /// <summary>SQLite has one writer; waiting here is fairer and cheaper than its busy loop.</summary>
    internal async Task<T> WriteAsync<T>(Func<SqliteConnection, Task<T>> write, CancellationToken cancellation)
    {
        await _writer.WaitAsync(cancellation);
        try
        {
            await using var connection = await OpenAsync(cancellation);
            return await write(connection);
        }
        finally
        {
            _writer.Release();
        }
    }

    private static async Task ExecuteAsync(SqliteConnection connection, string sql, CancellationToken cancellation)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
