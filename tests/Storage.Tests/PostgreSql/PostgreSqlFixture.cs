using Attestry.Storage.Tests.Contract;
using Attestry.TestKit.Servers;

namespace Attestry.Storage.Tests.PostgreSql;

/// <summary>One server for all of the provider's tests; a schema for each.</summary>
public sealed class PostgreSqlFixture : IAsyncLifetime
{
    private PostgreSqlServer? _server;

    public async Task InitializeAsync()
    {
        if (PostgreSqlServer.IsAvailable(out var why))
            _server = await PostgreSqlServer.StartAsync();
        else
            Console.Error.WriteLine($"NOTICE the store's contract did not run on PostgreSQL: {why}");
    }

    public async Task DisposeAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
    }

    internal async Task<IStorePlace?> PlaceAsync() => _server is null ? null : await PostgreSqlPlace.CreateAsync(_server.ConnectionString);
}
