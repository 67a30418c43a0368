using Attestry.Contracts;
using MongoDB.Bson;
using MongoDB.Driver;

namespace Attestry.Storage.MongoDb;

/// <summary>
/// MongoDB 5 or newer: one collection each, documents field by field as BSON, a compound index for each declared one. Text
/// compares by bytes there unless a collection was made with a collation, which this store never does.
/// </summary>
public sealed class MongoDbDocumentStore : IDocumentStore
{
    private const string DefaultDatabase = "attestry";
    private const int NamespaceExists = 48;

    // A write that a majority does not take in this time fails (and may have happened).
    private static readonly TimeSpan WriteLimit = TimeSpan.FromSeconds(30);

    private readonly MongoClient _client;
    private readonly IMongoDatabase _database;
    private readonly IReadOnlyList<ICollectionDefinition> _collections;

    /// <param name="connectionString"><c>mongodb://…/database</c>; without a database, <c>attestry</c>.</param>
    /// <param name="collections">What <see cref="PrepareAsync"/> creates; null: <see cref="Collections.All"/>.</param>
    /// <exception cref="ArgumentException">The connection string is not one.</exception>
    public MongoDbDocumentStore(string connectionString, IReadOnlyList<ICollectionDefinition>? collections = null)
    {
        _collections = collections ?? Collections.All;
        var url = Parse(connectionString);
        var settings = MongoClientSettings.FromUrl(url);
        settings.ApplicationName ??= "attestry";
        // Whatever the connection string says: an answer from this store outlives a failover, and what it read cannot be rolled back.
        settings.WriteConcern = WriteConcern.WMajority.With(wTimeout: WriteLimit, journal: true);
        settings.ReadConcern = ReadConcern.Majority;
        settings.ReadPreference = ReadPreference.Primary;
        settings.RetryWrites = true;
        _client = new(settings);
        _database = _client.GetDatabase(url.DatabaseName ?? DefaultDatabase);
    }

    public IDocumentCollection<T> Collection<T>(CollectionDefinition<T> definition) where T : class, IDocument
    {
        ArgumentNullException.ThrowIfNull(definition);
        return new MongoCollection<T>(definition, _database.GetCollection<BsonDocument>(definition.Name));
    }

    public async Task PrepareAsync(CancellationToken cancellation)
    {
        foreach (var collection in _collections)
        {
            await CreateAsync(collection.Name, cancellation);
            // Named by their keys, as MongoDB does: the same index from another version of this program is the same, another is another.
            var indexes = collection.Indexes.Select(index => new CreateIndexModel<BsonDocument>(MongoWalk.KeysOf(index))).ToList();
            if (indexes.Count > 0)
                await _database.GetCollection<BsonDocument>(collection.Name).Indexes.CreateManyAsync(indexes, cancellation);
        }
    }

    public Task CheckAsync(CancellationToken cancellation) =>
        _database.RunCommandAsync<BsonDocument>(new BsonDocument("ping", 1), ReadPreference.Primary, cancellation);

    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task CreateAsync(string name, CancellationToken cancellation)
    {
        try
        {
            await _database.CreateCollectionAsync(name, cancellationToken: cancellation);
        }
        catch (MongoCommandException e) when (e.Code == NamespaceExists)
        {
            // It was there, or another process was faster.
        }
    }

    private static MongoUrl Parse(string connectionString)
    {
        try
        {
            return MongoUrl.Create(connectionString);
        }
        catch (MongoConfigurationException e)
        {
            throw new ArgumentException("The connection string is not one of MongoDB.", nameof(connectionString), e);
        }
    }
}
