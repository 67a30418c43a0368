using System.Data.Common;
using Attestry.Contracts;
using Attestry.Storage.Sql;
using Npgsql;

namespace Attestry.Storage.PostgreSql;

/// <summary>PostgreSQL 12 or newer: one table a collection, the document as jsonb, expression indexes over its fields.</summary>
public sealed class PostgreSqlDocumentStore : IDocumentStore
{
    // Any number that other users of the database are unlikely to lock; the ASCII of "attestry".
    private const long PreparationLock = 0x6174_7465_7374_7279;

    private readonly NpgsqlDataSource _source;
    private readonly PostgreSqlEngine _engine;
    private readonly IReadOnlyList<ICollectionDefinition> _collections;

    /// <param name="connectionString">Npgsql's; its schema is the first of the search path.</param>
    /// <param name="collections">What <see cref="PrepareAsync"/> creates; null: <see cref="Collections.All"/>.</param>
    /// <exception cref="ArgumentException">The connection string is not one.</exception>
    public PostgreSqlDocumentStore(string connectionString, IReadOnlyList<ICollectionDefinition>? collections = null)
    {
        _collections = collections ?? Collections.All;
        _source = NpgsqlDataSource.Create(Settings(connectionString));
        _engine = new(_source);
    }

    public IDocumentCollection<T> Collection<T>(CollectionDefinition<T> definition) where T : class, IDocument =>
        new SqlCollection<T>(definition, _engine);

    public async Task PrepareAsync(CancellationToken cancellation)
    {
        await using var connection = await _source.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        // IF NOT EXISTS alone fails when two create the same at once; the lock goes with the transaction.
        await ExecuteAsync(connection, $"SELECT pg_advisory_xact_lock({PreparationLock})", cancellation);
        foreach (var collection in _collections)
        {
            var table = SqlText.Table(collection);
            await ExecuteAsync(
                connection,
                $"CREATE TABLE IF NOT EXISTS {table} (id text {PostgreSqlDialect.Ordinal} PRIMARY KEY, version bigint NOT NULL, doc jsonb NOT NULL)",
                cancellation);
            foreach (var index in collection.Indexes)
            {
                var keys = string.Join(", ", index.Fields.Select(_engine.Dialect.Key).Append(SqlText.Id));
                await ExecuteAsync(connection, $"CREATE INDEX IF NOT EXISTS {SqlText.Index(collection, index)} ON {table} ({keys})", cancellation);
            }
        }
        await transaction.CommitAsync(cancellation);
    }

    public async Task CheckAsync(CancellationToken cancellation)
    {
        await using var command = _source.CreateCommand("SELECT 1");
        await command.ExecuteScalarAsync(cancellation);
    }

    public ValueTask DisposeAsync() => _source.DisposeAsync();

    // What an operator wrote wins; the rest are this store's defaults.
    private static string Settings(string connectionString)
    {
        var given = new DbConnectionStringBuilder { ConnectionString = connectionString };
        var settings = new NpgsqlConnectionStringBuilder(connectionString);
        if (!given.ContainsKey("Application Name"))
            settings.ApplicationName = "attestry";
        // The statements are few and come again and again: let the server plan them once a connection.
        if (!given.ContainsKey("Max Auto Prepare"))
            settings.MaxAutoPrepare = 64;
        // A server that vanished without a word is noticed by the probe, not by the first user after it.
        if (!given.ContainsKey("Keepalive"))
            settings.KeepAlive = 30;
        return settings.ToString();
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellation)
    {
        // Waiting for another process's preparation, or building an index over what is there, may take its time.
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
