using System.Globalization;
using System.Text.Json;
using Attestry.Contracts;
using Attestry.Storage.Sql;
using Microsoft.Data.Sqlite;

namespace Attestry.Storage.Sqlite;

internal sealed class SqliteCollection<T>(SqliteDocumentStore store, CollectionDefinition<T> definition) : IDocumentCollection<T>
    where T : class, IDocument
{
    private readonly SqlWalk _walk = new(definition, SqliteDocumentStore.Field);

    public async Task<Stored<T>?> GetAsync(string id, CancellationToken cancellation)
    {
        await using var connection = await store.OpenAsync(cancellation);
        await using var command = Command(connection, $"SELECT id, version, doc FROM {definition.Name} WHERE id = @p0", id);
        var found = await ReadAsync(command, cancellation);
        return found.Count == 0 ? null : found[0];
    }

    public async Task<IReadOnlyList<Stored<T>>> GetManyAsync(IReadOnlyCollection<string> ids, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(ids.Count, Query.LargestPage);
        if (ids.Count == 0)
            return [];
        await using var connection = await store.OpenAsync(cancellation);
        var names = string.Join(", ", Enumerable.Range(0, ids.Count).Select(i => $"@p{i}"));
        await using var command = Command(connection, $"SELECT id, version, doc FROM {definition.Name} WHERE id IN ({names})", [.. ids]);
        return await ReadAsync(command, cancellation);
    }

    public Task<bool> InsertAsync(T document, CancellationToken cancellation) =>
        ChangeAsync(
            $"INSERT INTO {definition.Name} (id, version, doc) VALUES (@p0, 1, @p1) ON CONFLICT (id) DO NOTHING",
            cancellation,
            document.Id,
            JsonSerializer.Serialize(document, DocumentJson.Options));

    public Task<bool> ReplaceAsync(T document, long expectedVersion, CancellationToken cancellation) =>
        ChangeAsync(
            $"UPDATE {definition.Name} SET doc = @p1, version = version + 1 WHERE id = @p0 AND version = CAST(@p2 AS INTEGER)",
            cancellation,
            document.Id,
            JsonSerializer.Serialize(document, DocumentJson.Options),
            expectedVersion.ToString(CultureInfo.InvariantCulture));

    public Task<bool> DeleteAsync(string id, long expectedVersion, CancellationToken cancellation) =>
        ChangeAsync(
            $"DELETE FROM {definition.Name} WHERE id = @p0 AND version = CAST(@p1 AS INTEGER)",
            cancellation,
            id,
            expectedVersion.ToString(CultureInfo.InvariantCulture));

    public async Task<Page<T>> QueryAsync(Query query, CancellationToken cancellation)
    {
        var statement = _walk.Page(query);
        await using var connection = await store.OpenAsync(cancellation);
        await using var command = Command(connection, statement.Sql, [.. statement.Parameters]);
        var found = await ReadAsync(command, cancellation);
        if (found.Count <= query.Take)
            return new(found, null);
        found.RemoveAt(query.Take);
        var last = found[^1].Document;
        return new(found, _walk.TokenOf(query, JsonSerializer.SerializeToElement(last, DocumentJson.Options), last.Id));
    }

    public async Task<long> CountAsync(Query query, CancellationToken cancellation)
    {
        var statement = _walk.Count(query);
        await using var connection = await store.OpenAsync(cancellation);
        await using var command = Command(connection, statement.Sql, [.. statement.Parameters]);
        return (long)(await command.ExecuteScalarAsync(cancellation))!;
    }

    private Task<bool> ChangeAsync(string sql, CancellationToken cancellation, params string[] parameters) =>
        store.WriteAsync(
            async connection =>
            {
                await using var command = Command(connection, sql, parameters);
                return await command.ExecuteNonQueryAsync(cancellation) == 1;
            },
            cancellation);

    private static SqliteCommand Command(SqliteConnection connection, string sql, params string[] parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        for (var i = 0; i < parameters.Length; i++)
            command.Parameters.AddWithValue($"@p{i}", parameters[i]);
        return command;
    }

    private static async Task<List<Stored<T>>> ReadAsync(SqliteCommand command, CancellationToken cancellation)
    {
        var found = new List<Stored<T>>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
            found.Add(new(JsonSerializer.Deserialize<T>(reader.GetString(2), DocumentJson.Options)!, reader.GetInt64(1)));
        return found;
    }
}
