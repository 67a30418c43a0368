using System.Diagnostics.Metrics;
using Attestry.Storage.Sqlite;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;

namespace Attestry.SbomScanner.Tests;

/// <summary>What a new advisory costs is told by what it is about, not by what is stored.</summary>
public sealed class RejudgeCostTests
{
    private const int Affected = 5;

    [Fact]
    public async Task As_many_reads_and_writes_for_the_same_five_artifacts_among_10_and_among_2000()
    {
        var (few, many) = (await CostAsync(10), await CostAsync(2_000));
        few.Judged.ShouldBe(Affected);
        many.ShouldBe(few);
        // Twice as many affected cost more: what is counted is there to be counted.
        (await CostAsync(10, twice: true)).Calls.ShouldBeGreaterThan(few.Calls);
    }

    private static async Task<(int Judged, long Calls, long Documents)> CostAsync(int stored, bool twice = false)
    {
        using var folder = new TemporaryFolder();
        await using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        await using var store = new CountingStore(new SqliteDocumentStore(folder.File("store.db")));
        await store.PrepareAsync(default);
        var bus = Bus.Factory.CreateUsingInMemory(_ => { });
        await bus.StartAsync(default);
        try
        {
            var artifacts = new StoredArtifacts(store, folder.File("advisories.db"), bus, services.GetRequiredService<IMeterFactory>());
            await artifacts.AddAsync(0, stored - Affected, null, default);
            await artifacts.AddAsync(stored, twice ? 2 * Affected : Affected, "shop", default);
            artifacts.Publish("shop");
            store.Reset();
            return (await artifacts.Pass.RunAsync(default), store.Calls, store.Documents);
        }
        finally
        {
            await bus.StopAsync(default);
        }
    }
}
