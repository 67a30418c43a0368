using Attestry.TestKit.Servers;
using Npgsql;

namespace Attestry.EndToEnd.Processes;

/// <summary>A schema of its own in a PostgreSQL that others may use too; gone when disposed.</summary>
internal sealed class DatabaseSchema : IAsyncDisposable
{
    private readonly PostgreSqlServer _server;

    private readonly string _name = $"e2e_{Guid.NewGuid():N}";

    private DatabaseSchema(PostgreSqlServer server) => _server = server;

    /// <summary>For a service; each of several keeps to a share of the server's connections.</summary>
    internal string ConnectionString => new NpgsqlConnectionStringBuilder(_server.ConnectionString) { SearchPath = _name, MaxPoolSize = 15 }.ToString();

    internal static async Task<DatabaseSchema> CreateAsync(PostgreSqlServer server)
    {
        var schema = new DatabaseSchema(server);
        await schema.ExecuteAsync($"CREATE SCHEMA {schema._name}");
        return schema;
    }

    public async ValueTask DisposeAsync() => await ExecuteAsync($"DROP SCHEMA {_name} CASCADE");

    private async Task ExecuteAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create(_server.ConnectionString);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
