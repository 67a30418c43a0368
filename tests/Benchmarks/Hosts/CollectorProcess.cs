using System.Security.Cryptography;
using System.Text;
using Attestry.Contracts.Documents;
using Attestry.Hosting.Security;
using Attestry.Primitives;
using Attestry.Storage;
using Attestry.Storage.PostgreSql;
using Attestry.Storage.Sqlite;
using Attestry.TestKit.Servers;

namespace Attestry.Benchmarks.Hosts;

/// <summary>The collector as a process of its own, over a store in which the hosts are enrolled.</summary>
internal sealed class CollectorProcess : IAsyncDisposable
{
    private readonly PostgreSqlServer? _server;
    private readonly string _connection;

    private CollectorProcess(string connection, PostgreSqlServer? server) =>
        (_connection, _server, Store) = (connection, server, server is null ? new SqliteDocumentStore(connection) : new PostgreSqlDocumentStore(connection));

    internal ServiceProcess Service { get; private set; } = null!;

    /// <summary>The collector's own, to read what it did.</summary>
    internal IDocumentStore Store { get; }

    /// <summary>Of the role <c>agent</c>.</summary>
    internal string Key { get; private set; } = "";

    internal static async Task<CollectorProcess> StartAsync(HostsOptions options, IReadOnlyList<FleetHost> hosts, string folder, CancellationToken cancellation)
    {
        var server = options.PostgreSql ? await PostgreSqlServer.StartAsync(durable: true) : null;
        var collector = new CollectorProcess(server?.ConnectionString ?? Path.Combine(folder, "collector.db"), server);
        try
        {
            await collector.EnrolAsync(hosts, cancellation);
            await collector.StartAsync(options, folder, cancellation);
            return collector;
        }
        catch
        {
            await collector.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (Service is not null)
            await Service.DisposeAsync();
        await Store.DisposeAsync();
        if (_server is not null)
            await _server.DisposeAsync();
    }

    private async Task EnrolAsync(IEnumerable<FleetHost> hosts, CancellationToken cancellation)
    {
        await Store.PrepareAsync(cancellation);
        var (collection, now) = (Store.Collection(Collections.Hosts), TimeProvider.System.GetUtcNow());
        await Parallel.ForEachAsync(hosts, cancellation, async (host, stop) => await collection.InsertAsync(
            new(
                host.Id, HostState.Enrolled, Digest.Sha256(host.Public), host.Public, host.Public,
                Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(host.Token))), "listed", now, now),
            stop));
    }

    private async Task StartAsync(HostsOptions options, string folder, CancellationToken cancellation)
    {
        var (key, document) = ApiKeys.Create("benchmark", [Roles.Agent], TimeProvider.System.GetUtcNow());
        Key = key;
        var list = Path.Combine(folder, "allowed");
        var files = options.Entries + ((options.Growth + 1) * options.Rounds * options.Steps.Count * (int)((options.Duration / options.Interval) + 2));
        await File.WriteAllLinesAsync(list, Enumerable.Range(0, files).Select(file => $"{Convert.ToHexStringLower(FleetHost.DigestOf(file))}  /usr/lib/x86_64-linux-gnu/library-{file:D7}.so.1"), cancellation);
        var port = LoopbackPort.Free();
        Service = await ServiceProcess.StartAsync("MeasurementCollector", port, [$"--urls=http://127.0.0.1:{port}"], new Dictionary<string, string?>
        {
            ["Storage:Provider"] = options.PostgreSql ? "postgresql" : "sqlite",
            ["Storage:Connection"] = _connection,
            ["Collector:KeyFile"] = Path.Combine(folder, "history-key.pem"),
            ["Collector:Interval"] = $"{options.Interval}",
            ["Collector:MinimumInterval"] = "00:00:00",
            ["Collector:StaleAfter"] = "01:00:00",
            // All files are allowed, or each attestation would be about what is not.
            ["Collector:AllowLists:0:Path"] = list,
            ["Collector:AllowLists:0:Format"] = "digests",
            ["Security:ApiKeys:0:Id"] = document.Id,
            ["Security:ApiKeys:0:Name"] = document.Name,
            ["Security:ApiKeys:0:Hash"] = document.Hash,
            ["Security:ApiKeys:0:Roles:0"] = Roles.Agent,
        }, folder);
    }
}
