using System.Diagnostics;
using System.Globalization;
using Attestry.Benchmarks.Reporting;
using Attestry.Contracts.Documents;
using Attestry.Storage;
using Attestry.TestKit;
using Attestry.TestKit.Servers;

namespace Attestry.Benchmarks.Hosts;

/// <summary>How many hosts one collector holds.</summary>
internal sealed class HostsBenchmark(CollectorProcess collector, Fleet fleet, IReadOnlyList<FleetHost> hosts, HostsOptions options)
{
    internal static async Task<Report> RunAsync(HostsOptions options, CancellationToken cancellation)
    {
        if (options.PostgreSql && !PostgreSqlServer.IsAvailable(out var why))
            throw new BenchmarkException(why);
        using var folder = new TemporaryFolder();
        var hosts = new FleetHost[options.Hosts];
        Parallel.For(0, hosts.Length, number => hosts[number] = new FleetHost(number, options.Entries));
        try
        {
            await using var collector = await CollectorProcess.StartAsync(options, hosts, folder.Path, cancellation);
            using var fleet = new Fleet(collector.Service.Address, collector.Key, options.Growth);
            return await new HostsBenchmark(collector, fleet, hosts, options).RunAsync(cancellation);
        }
        finally
        {
            foreach (var host in hosts)
                host.Dispose();
        }
    }

    private async Task<Report> RunAsync(CancellationToken cancellation)
    {
        await fleet.WarmUpAsync(hosts, cancellation);
        var steps = options.Steps.Select(count => new StepSeries(count)).ToList();
        var machine = Machine.Now();
        for (var round = 0; round < options.Rounds; round++)
            foreach (var step in steps)
                await MeasureAsync(step, cancellation);
        var about = string.Create(
            CultureInfo.InvariantCulture,
            $"each every {options.Interval.TotalSeconds:F0} s for {options.Duration.TotalSeconds:F0} s, ECC and RSA keys, {options.Entries} entries and {options.Growth} more each time; one process, bus in memory, {(options.PostgreSql ? "PostgreSQL" : "SQLite")}");
        return new("hosts", about, machine, [.. steps.SelectMany(step => step.All)],
        [
            .. steps.Skip(1).Select(step => step.Processor.RatioTo(steps[0].Processor, $"{step.Processor.Name}, to that with {steps[0].Hosts}")),
        ]);
    }

    private async Task MeasureAsync(StepSeries step, CancellationToken cancellation)
    {
        var (watch, before) = (Stopwatch.StartNew(), collector.Service.ProcessorTime);
        var (attempts, missed) = await fleet.RunAsync([.. hosts.Take(step.Hosts)], options.Interval, options.Duration, cancellation);
        var elapsed = watch.Elapsed;
        var verified = await VerifiedAsync(attempts, cancellation);
        var processor = collector.Service.ProcessorTime - before;
        var latencies = new List<double>();
        foreach (var attempt in attempts)
            if (verified.TryGetValue(attempt.Evidence, out var evidence) && evidence.Progress == "passed")
                latencies.Add((evidence.VerifiedAt!.Value - attempt.PostedAt).TotalMilliseconds);
            else
                missed++;
        if (latencies.Count == 0)
            throw new BenchmarkException($"Nothing was verified: {collector.Service.Output}");
        step.Add(latencies, missed, elapsed, processor, collector.Service.Memory);
    }

    /// <summary>Waits for what is still on its way.</summary>
    private async Task<Dictionary<string, HostEvidenceDocument>> VerifiedAsync(IReadOnlyList<Attempt> attempts, CancellationToken cancellation)
    {
        var evidence = collector.Store.Collection(Collections.HostEvidence);
        await Eventually.HoldsAsync(async () => await evidence.CountAsync(new("by_progress", HostEvidenceDocument.Accepted), cancellation) == 0, TimeSpan.FromMinutes(2));
        var found = new Dictionary<string, HostEvidenceDocument>(StringComparer.Ordinal);
        foreach (var ids in attempts.Select(attempt => attempt.Evidence).Chunk(Query.LargestPage))
            foreach (var item in await evidence.GetManyAsync(ids, cancellation))
                found[item.Document.Id] = item.Document;
        return found;
    }
}
