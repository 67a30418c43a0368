using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Globalization;
using Attestry.Benchmarks.Reporting;
using Attestry.SbomScanner.Tests;
using Attestry.Storage.Sqlite;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;

namespace Attestry.Benchmarks.Advisories;

/// <summary>How long it takes until all artifacts that a new advisory is about have new evidence, by how many others there are.</summary>
internal sealed class RejudgeBenchmark(IReadOnlyList<int> stored, int affected)
{
    private const string Package = "shop";

    internal async Task<Report> RunAsync(int rounds, CancellationToken cancellation)
    {
        var machine = Machine.Now();
        var folder = Directory.CreateTempSubdirectory("attestry-");
        await using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        var bus = Bus.Factory.CreateUsingInMemory(_ => { });
        await bus.StartAsync(cancellation);
        var sides = new List<(CountingStore Store, StoredArtifacts Artifacts, Series Time, Series Calls)>();
        try
        {
            foreach (var count in stored)
            {
                var name = count.ToString("N0", CultureInfo.InvariantCulture);
                var store = new CountingStore(new SqliteDocumentStore(Path.Combine(folder.FullName, $"{count}.db")));
                await store.PrepareAsync(cancellation);
                var artifacts = new StoredArtifacts(store, Path.Combine(folder.FullName, $"{count}-advisories.db"), bus, services.GetRequiredService<IMeterFactory>());
                sides.Add((store, artifacts, new($"judged anew among {name}", "ms"), new($"reads and writes among {name}", "")));
                await artifacts.AddAsync(0, count - affected, null, cancellation);
                await artifacts.AddAsync(count, affected, Package, cancellation);
            }
            for (var round = -1; round < rounds; round++)
            {
                foreach (var (store, artifacts, time, calls) in sides)
                {
                    var (milliseconds, count) = await RoundAsync(store, artifacts, cancellation);
                    // The first round compiles.
                    if (round < 0)
                        continue;
                    time.Add(milliseconds);
                    calls.Add(count);
                }
            }
        }
        finally
        {
            await bus.StopAsync(CancellationToken.None);
            foreach (var side in sides)
                await side.Store.DisposeAsync();
            folder.Delete(recursive: true);
        }
        return new(
            "advisories",
            $"a new advisory about {affected} of the stored artifacts: from the advisory to the saved evidence of all of them, SQLite",
            machine,
            [.. sides.SelectMany(side => new[] { side.Time, side.Calls })],
            [.. sides.Skip(1).Select(side => side.Time.RatioTo(sides[0].Time, $"{side.Time.Name}, to {stored[0].ToString("N0", CultureInfo.InvariantCulture)}"))]);
    }

    private async Task<(double Milliseconds, long Calls)> RoundAsync(CountingStore store, StoredArtifacts artifacts, CancellationToken cancellation)
    {
        artifacts.Publish(Package);
        store.Reset();
        var start = Stopwatch.GetTimestamp();
        var judged = await artifacts.Pass.RunAsync(cancellation);
        var elapsed = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        return judged == affected ? (elapsed, store.Calls) : throw new BenchmarkException($"{judged} artifacts were judged anew, not {affected}.");
    }
}
