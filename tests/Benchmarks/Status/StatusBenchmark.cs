using System.Globalization;
using System.Net;
using System.Text;
using Attestry.Benchmarks.Reporting;
using Attestry.Hosting.Security;
using Attestry.Primitives;
using Attestry.TestKit;
using Attestry.TestKit.Servers;

namespace Attestry.Benchmarks.Status;

/// <summary>How many questions of runtimes are answered.</summary>
internal sealed class StatusBenchmark
{
    private readonly Load _load;
    private readonly string _key;
    private readonly IReadOnlyList<Digest> _digests;

    private StatusBenchmark(Load load, string key, IReadOnlyList<Digest> digests) => (_load, _key, _digests) = (load, key, digests);

    internal static async Task<Report> RunAsync(Load load, int digests, int rounds, CancellationToken cancellation)
    {
        using var folder = new TemporaryFolder();
        var database = folder.File("status.db");
        var (key, document) = ApiKeys.Create("benchmark", [Roles.Runtime], TimeProvider.System.GetUtcNow());
        var benchmark = new StatusBenchmark(load, key, await StatusSeed.WriteAsync(database, digests, cancellation));
        var settings = new Dictionary<string, string?>
        {
            ["Storage:Connection"] = database,
            ["Security:ApiKeys:0:Id"] = document.Id,
            ["Security:ApiKeys:0:Name"] = document.Name,
            ["Security:ApiKeys:0:Hash"] = ApiKeys.HashOf(key),
            ["Security:ApiKeys:0:Roles:0"] = Roles.Runtime,
        };
        await using var remembering = await StartAsync(settings, folder);
        await using var looking = await StartAsync(new(settings) { ["Status:CacheMilliseconds"] = "0" }, folder);
        var port = LoopbackPort.Free();
        await using var bare = await ServiceProcess.StartSelfAsync(port, [BareEndpoint.Name, "--port", $"{port}"], folder.Path);
        return await benchmark.RunAsync(remembering, looking, bare, rounds, cancellation);
    }

    private async Task<Report> RunAsync(ServiceProcess remembering, ServiceProcess looking, ServiceProcess bare, int rounds, CancellationToken cancellation)
    {
        var tags = await TagsAsync(remembering, cancellation);
        byte[][] whole = [.. _digests.Select(digest => Request(digest, ""))];
        byte[][] conditional = [.. _digests.Zip(tags).Select(pair => Request(pair.First, $"If-None-Match: {pair.Second}\r\n"))];
        byte[][] plain = [Encoding.ASCII.GetBytes("GET / HTTP/1.1\r\nHost: status\r\n\r\n")];
        Side[] sides =
        [
            new("200 from memory", remembering, whole, 200),
            new("304", remembering, conditional, 304),
            new("200 from the store", looking, whole, 200),
            new("bare endpoint", bare, plain, 200),
        ];
        // Compiled before the first round.
        foreach (var side in sides)
            await side.AskAsync(_load with { Duration = TimeSpan.FromSeconds(3) }, cancellation);
        var machine = Machine.Now();
        for (var round = 0; round < rounds; round++)
            foreach (var side in sides)
                await side.MeasureAsync(_load, cancellation);
        var about = string.Create(CultureInfo.InvariantCulture, $"{_load.Connections} connections, {_load.Duration.TotalSeconds:F0} s a round, {_digests.Count} digests, SQLite");
        return new("status", about, machine, [.. sides.SelectMany(side => side.All)],
            [
                .. sides[..^1].Select(side => side.PerSecond.RatioTo(sides[^1].PerSecond, $"{side.PerSecond.Name}, to the bare endpoint's")),
                .. sides[..^1].Select(side => side.Processor.RatioTo(sides[^1].Processor, $"{side.Processor.Name}, to the bare endpoint's")),
            ]);
    }

    private static Task<ServiceProcess> StartAsync(Dictionary<string, string?> settings, TemporaryFolder folder)
    {
        var port = LoopbackPort.Free();
        return ServiceProcess.StartAsync("StatusApi", port, [$"--urls=http://127.0.0.1:{port}"], settings, folder.Path);
    }

    private async Task<IReadOnlyList<string>> TagsAsync(ServiceProcess service, CancellationToken cancellation)
    {
        using var client = new HttpClient { BaseAddress = service.Address };
        client.DefaultRequestHeaders.Authorization = new("Bearer", _key);
        var tags = new List<string>();
        foreach (var digest in _digests)
        {
            using var answer = await client.GetAsync(new Uri($"/v1/attestations/{digest}", UriKind.Relative), cancellation);
            tags.Add(answer.Headers.ETag?.Tag ?? throw new BenchmarkException($"Status {(int)answer.StatusCode} without ETag where a decision was expected."));
        }
        return tags;
    }

    private byte[] Request(Digest digest, string header) => Encoding.ASCII.GetBytes(
        $"GET /v1/attestations/{digest} HTTP/1.1\r\nHost: status\r\nAuthorization: Bearer {_key}\r\n{header}\r\n");

    /// <summary>What is measured of each contestant.</summary>
    private sealed class Side(string name, ServiceProcess service, IReadOnlyList<byte[]> requests, int status)
    {
        private readonly Series _median = new($"{name}, p50", "ms");
        private readonly Series _slowest = new($"{name}, p99", "ms");

        internal Series PerSecond { get; } = new($"{name}, requests", "1/s");

        /// <summary>Of the server alone.</summary>
        internal Series Processor { get; } = new($"{name}, processor time a request", "µs");

        internal IReadOnlyList<Series> All => [PerSecond, _median, _slowest, Processor];

        internal Task<LoadResult> AskAsync(Load load, CancellationToken cancellation) =>
            LoadGenerator.RunAsync(IPEndPoint.Parse(service.Host), requests, status, load, cancellation);

        internal async Task MeasureAsync(Load load, CancellationToken cancellation)
        {
            var before = service.ProcessorTime;
            var result = await AskAsync(load, cancellation);
            PerSecond.Add(result.Answers / result.Elapsed.TotalSeconds);
            _median.Add(result.Median);
            _slowest.Add(result.Slowest);
            Processor.Add((service.ProcessorTime - before).TotalMicroseconds / result.Answers);
        }
    }
}
