using System.Text.Json;
using Attestry.Contracts;
using Attestry.Storage.Providers;

namespace Attestry.Storage.Sql;

/// <summary>One table: <c>id</c>, <c>version</c> and the document as JSON in <c>doc</c>.</summary>
internal sealed class SqlCollection<T>(CollectionDefinition<T> definition, ISqlEngine engine) : IDocumentCollection<T>
    where T : class, IDocument
{
    private readonly string _table = SqlText.Table(definition);

    public async Task<Stored<T>?> GetAsync(string id, CancellationToken cancellation)
    {
        if (!StoredJson.CanBeId(id))
            return null;
        var rows = await engine.ReadAsync(new($"SELECT version, doc FROM {_table} WHERE id = $1", id), cancellation);
        return rows.Count == 0 ? null : Read(rows[0]);
    }

    public async Task<IReadOnlyList<Stored<T>>> GetManyAsync(IReadOnlyCollection<string> ids, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(ids.Count, Query.LargestPage);
        var possible = ids.Where(StoredJson.CanBeId).ToArray();
        if (possible.Length == 0)
            return [];
        var rows = await engine.ReadAsync(new($"SELECT version, doc FROM {_table} WHERE {engine.Dialect.IdIn("$1")}", (object)possible), cancellation);
        return rows.ConvertAll(Read);
    }

    public async Task<bool> InsertAsync(T document, CancellationToken cancellation)
    {
        var json = StoredJson.Of(definition, document);
        return await engine.ChangeAsync(
            new($"INSERT INTO {_table} (id, version, doc) VALUES ($1, 1, {engine.Dialect.Json("$2")}) ON CONFLICT (id) DO NOTHING", document.Id, json),
            cancellation);
    }

    public async Task<bool> ReplaceAsync(T document, long expectedVersion, CancellationToken cancellation)
    {
        var json = StoredJson.Of(definition, document);
        return await engine.ChangeAsync(
            new($"UPDATE {_table} SET doc = {engine.Dialect.Json("$2")}, version = version + 1 WHERE id = $1 AND version = $3", document.Id, json, expectedVersion),
            cancellation);
    }

    public async Task<bool> DeleteAsync(string id, long expectedVersion, CancellationToken cancellation) =>
        StoredJson.CanBeId(id)
        && await engine.ChangeAsync(new($"DELETE FROM {_table} WHERE id = $1 AND version = $2", id, expectedVersion), cancellation);

    public async Task<Page<T>> QueryAsync(Query query, CancellationToken cancellation)
    {
        var walk = new IndexWalk(definition, query);
        var rows = await engine.ReadAsync(new SqlWalk(definition, walk, engine.Dialect).Page(), cancellation);
        if (rows.Count <= query.Take)
            return new(rows.ConvertAll(Read), null);
        rows.RemoveAt(query.Take);
        var items = rows.ConvertAll(Read);
        // From what is stored, not from what this version of the program reads of it.
        using var last = JsonDocument.Parse(rows[^1].Json);
        return new(items, walk.TokenOf(field => last.RootElement.TryGetProperty(field, out var value) ? value.GetString() : null, items[^1].Document.Id));
    }

    public Task<long> CountAsync(Query query, CancellationToken cancellation) =>
        engine.CountAsync(new SqlWalk(definition, new IndexWalk(definition, query), engine.Dialect).Count(), cancellation);

    private static Stored<T> Read(SqlRow row) => StoredJson.Read<T>(row.Json, row.Version);
}
