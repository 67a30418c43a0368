using Attestry.Storage.PostgreSql;
using Attestry.Storage.Tests.Contract;
using Npgsql;

namespace Attestry.Storage.Tests.PostgreSql;

/// <summary>A schema of its own, reached through a proxy that can be closed.</summary>
internal sealed class PostgreSqlPlace : IStorePlace
{
    private readonly string _server;
    private readonly LoopbackProxy _proxy;

    private PostgreSqlPlace(string server)
    {
        _server = server;
        var settings = new NpgsqlConnectionStringBuilder(server);
        _proxy = new(settings.Host!, settings.Port);
        settings.Host = "127.0.0.1";
        settings.Port = _proxy.Port;
        settings.SearchPath = Schema;
        settings.MaxPoolSize = 8;
        Settings = settings.ToString();
    }

    internal string Settings { get; }

    internal string Schema { get; } = $"test_{Guid.NewGuid():N}";

    internal static async Task<PostgreSqlPlace> CreateAsync(string server)
    {
        var place = new PostgreSqlPlace(server);
        await place.ExecuteAsync($"CREATE SCHEMA {place.Schema}");
        return place;
    }

    public IDocumentStore Open(params IReadOnlyList<ICollectionDefinition> collections) => new PostgreSqlDocumentStore(Settings, collections);

    public Task TakeAwayAsync() => _proxy.DisposeAsync().AsTask();

    public async ValueTask DisposeAsync()
    {
        await _proxy.DisposeAsync();
        await ExecuteAsync($"DROP SCHEMA {Schema} CASCADE");
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create(_server);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
