#if MONGODB
using Attestry.Storage.MongoDb;
using Attestry.Storage.Tests.Contract;
using MongoDB.Driver;

namespace Attestry.Storage.Tests.MongoDb;

/// <summary>A database of its own on the server that <c>ATTESTRY_TEST_MONGODB</c> names, reached through a proxy that can be closed.</summary>
internal sealed class MongoPlace : IStorePlace
{
    private const string Variable = "ATTESTRY_TEST_MONGODB";

    private readonly MongoUrl _server;
    private readonly LoopbackProxy _proxy;
    private readonly string _database = $"test_{Guid.NewGuid():N}";

    private MongoPlace(MongoUrl server)
    {
        _server = server;
        _proxy = new(server.Server.Host, server.Server.Port);
    }

    internal static Task<IStorePlace?> CreateAsync()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } server)
            return Task.FromResult<IStorePlace?>(new MongoPlace(MongoUrl.Create(server)));
        Console.Error.WriteLine($"NOTICE the store's contract did not run on MongoDB: let {Variable} name a server.");
        return Task.FromResult<IStorePlace?>(null);
    }

    public IDocumentStore Open(params IReadOnlyList<ICollectionDefinition> collections)
    {
        // Direct: a replica set would answer with its own addresses and lead past the proxy.
        var settings = new MongoUrlBuilder(_server.Url)
        {
            Server = new("127.0.0.1", _proxy.Port),
            DatabaseName = _database,
            AuthenticationSource = _server.AuthenticationSource ?? _server.DatabaseName,
            DirectConnection = true,
            ServerSelectionTimeout = TimeSpan.FromSeconds(5),
        };
        return new MongoDbDocumentStore(settings.ToString(), collections);
    }

    public Task TakeAwayAsync() => _proxy.DisposeAsync().AsTask();

    public async ValueTask DisposeAsync()
    {
        await _proxy.DisposeAsync();
        using var client = new MongoClient(_server);
        await client.DropDatabaseAsync(_database);
    }
}
#endif
