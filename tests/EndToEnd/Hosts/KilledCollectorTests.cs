using System.Net.Http.Headers;
using Attestry.Contracts.Documents;
using Attestry.EndToEnd.Processes;
using Attestry.Hosting.Security;
using Attestry.Primitives;
using Attestry.Storage;
using Attestry.Storage.PostgreSql;
using Attestry.Storage.Sqlite;
using Attestry.TestKit.Servers;

namespace Attestry.EndToEnd.Hosts;

/// <summary>SIGKILL right after many evidences were accepted (202): each is verified exactly once, by whichever process.</summary>
public sealed class KilledCollectorTests
{
    private const int Hosts = 40;

    [Fact]
    public async Task What_was_accepted_is_verified_exactly_once_with_a_bus_in_memory()
    {
        using var folder = new TemporaryFolder();
        await using var store = new SqliteDocumentStore(folder.File("collector.db"));
        await ShouldVerifyAllAsync(store, folder, new() { ["Bus:Transport"] = "memory", ["Storage:Provider"] = "sqlite", ["Storage:Connection"] = folder.File("collector.db") });
    }

    [Fact]
    public async Task What_was_accepted_is_verified_exactly_once_with_rabbitmq_and_postgresql()
    {
        if (!RabbitMqServer.IsAvailable(out var why) || !PostgreSqlServer.IsAvailable(out why))
        {
            Console.Error.WriteLine($"NOTICE the collector did not run on servers: {why}");
            return;
        }
        using var folder = new TemporaryFolder();
        var (broker, server) = (await RabbitMqServer.SharedAsync(), await PostgreSqlServer.SharedAsync());
        await using var schema = await DatabaseSchema.CreateAsync(server);
        await using var store = new PostgreSqlDocumentStore(schema.ConnectionString);
        await ShouldVerifyAllAsync(store, folder, new()
        {
            ["Bus:Transport"] = "rabbitmq", ["Bus:Connection"] = broker.Uri, ["Storage:Provider"] = "postgresql", ["Storage:Connection"] = schema.ConnectionString,
        });
    }

    private static async Task ShouldVerifyAllAsync(IDocumentStore store, TemporaryFolder folder, Dictionary<string, string> settings)
    {
        var hosts = Enumerable.Range(0, Hosts).Select(number => new EnrolledHost($"host-{number}")).ToList();
        await store.PrepareAsync(default);
        var now = TimeProvider.System.GetUtcNow();
        foreach (var host in hosts)
            (await store.Collection(Collections.Hosts).InsertAsync(host.Document(now), default)).ShouldBeTrue();
        var (key, document) = ApiKeys.Create("tests", [Roles.Agent], now);
        await using var collector = new ServiceProcess("MeasurementCollector", LoopbackPort.Free(), new Dictionary<string, string>(settings)
        {
            ["Collector:KeyFile"] = folder.File("history-key.pem"),
            ["Collector:MinimumInterval"] = "00:00:00",
            ["Collector:WatchInterval"] = "00:00:01",
            ["Collector:UnknownFiles"] = "Allow",
            ["Security:ApiKeys:0:Id"] = document.Id,
            ["Security:ApiKeys:0:Name"] = document.Name,
            ["Security:ApiKeys:0:Hash"] = document.Hash,
            ["Security:ApiKeys:0:Roles:0"] = Roles.Agent,
        });
        using var client = new HttpClient { BaseAddress = collector.Address, DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", key) } };
        await collector.StartAndWaitAsync();

        var accepted = new List<string>();
        for (var kill = 0; kill < 2; kill++)
        {
            accepted.AddRange(await Task.WhenAll(hosts.Select(host => host.SendAsync(client))));
            await collector.KillAsync();
            await collector.StartAndWaitAsync();
            await Eventually.HoldsAsync(
                async () => await store.Collection(Collections.HostEvidence).CountAsync(new("by_progress", HostEvidenceDocument.Accepted), default) == 0, TimeSpan.FromMinutes(3),
                "everything that was accepted is verified");
        }

        foreach (var ids in accepted.Chunk(Query.LargestPage))
            (await store.Collection(Collections.HostEvidence).GetManyAsync(ids, default)).Count(item => item.Document.Progress == "passed").ShouldBe(ids.Length, collector.Output);
        var recorded = new List<string?>();
        foreach (var host in hosts)
        {
            recorded.AddRange((await store.Collection(Collections.HostRecords).QueryAsync(new("by_host", host.Id), default)).Items.Select(item => item.Document.Evidence));
            (await store.Collection(Collections.Hosts).GetAsync(host.Id, default))!.Document.State.ShouldBe(HostState.Trusted);
            host.Dispose();
        }
        recorded.Order().ShouldBe(accepted.Order());
    }
}
