using Attestry.Contracts;
using Attestry.Storage.Providers;
using MongoDB.Bson;
using MongoDB.Driver;

namespace Attestry.Storage.MongoDb;

internal sealed class MongoCollection<T>(CollectionDefinition<T> definition, IMongoCollection<BsonDocument> documents) : IDocumentCollection<T>
    where T : class, IDocument
{
    public async Task<Stored<T>?> GetAsync(string id, CancellationToken cancellation)
    {
        if (!StoredJson.CanBeId(id))
            return null;
        var found = await documents.Find(Is(id)).FirstOrDefaultAsync(cancellation);
        return found is null ? null : MongoDocument.Read<T>(found);
    }

    public async Task<IReadOnlyList<Stored<T>>> GetManyAsync(IReadOnlyCollection<string> ids, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(ids.Count, Query.LargestPage);
        var possible = ids.Where(StoredJson.CanBeId).ToList();
        if (possible.Count == 0)
            return [];
        var found = await documents.Find(Builders<BsonDocument>.Filter.In(MongoDocument.Id, possible)).ToListAsync(cancellation);
        return found.ConvertAll(MongoDocument.Read<T>);
    }

    public async Task<bool> InsertAsync(T document, CancellationToken cancellation)
    {
        try
        {
            await documents.InsertOneAsync(MongoDocument.Of(definition, document, version: 1), cancellationToken: cancellation);
            return true;
        }
        catch (MongoWriteException e) when (e.WriteError?.Category == ServerErrorCategory.DuplicateKey)
        {
            return false;
        }
    }

    public async Task<bool> ReplaceAsync(T document, long expectedVersion, CancellationToken cancellation)
    {
        var replacement = MongoDocument.Of(definition, document, expectedVersion + 1);
        var result = await documents.ReplaceOneAsync(Is(document.Id, expectedVersion), replacement, cancellationToken: cancellation);
        return result.MatchedCount == 1;
    }

    public async Task<bool> DeleteAsync(string id, long expectedVersion, CancellationToken cancellation) =>
        StoredJson.CanBeId(id) && (await documents.DeleteOneAsync(Is(id, expectedVersion), cancellation)).DeletedCount == 1;

    public async Task<Page<T>> QueryAsync(Query query, CancellationToken cancellation)
    {
        var walk = new IndexWalk(definition, query);
        // One more than the page takes, to see whether it is the last.
        var found = await documents.Find(MongoWalk.PageOf(walk), new FindOptions { BatchSize = query.Take + 1 })
            .Sort(MongoWalk.OrderOf(walk))
            .Limit(query.Take + 1)
            .ToListAsync(cancellation);
        if (found.Count <= query.Take)
            return new(found.ConvertAll(MongoDocument.Read<T>), null);
        found.RemoveAt(query.Take);
        var last = found[^1];
        return new(
            found.ConvertAll(MongoDocument.Read<T>),
            walk.TokenOf(field => MongoDocument.ValueOf(last, field), last[MongoDocument.Id].AsString));
    }

    public Task<long> CountAsync(Query query, CancellationToken cancellation) =>
        documents.CountDocumentsAsync(MongoWalk.SelectionOf(new IndexWalk(definition, query)), cancellationToken: cancellation);

    private static FilterDefinition<BsonDocument> Is(string id) => Builders<BsonDocument>.Filter.Eq(MongoDocument.Id, id);

    private static FilterDefinition<BsonDocument> Is(string id, long version) =>
        Is(id) & Builders<BsonDocument>.Filter.Eq(MongoDocument.Version, version);
}
