using System.Diagnostics;
using System.Net;
using Attestry.Benchmarks.Reporting;

namespace Attestry.Benchmarks.Status;

/// <summary>Sends prepared requests over plain sockets, so that as little as possible of the machine goes into asking.</summary>
internal static class LoadGenerator
{
    /// <param name="requests">Sent in turn, each connection beginning at another one.</param>
    /// <param name="status">That each answer must have.</param>
    internal static async Task<LoadResult> RunAsync(IPEndPoint server, IReadOnlyList<byte[]> requests, int status, Load load, CancellationToken cancellation)
    {
        var watch = Stopwatch.StartNew();
        var connections = await Task.WhenAll(Enumerable.Range(0, load.Connections).Select(number => Task.Run(
            async () =>
            {
                using var connection = await KeptConnection.OpenAsync(server, cancellation);
                var latencies = new List<double>();
                for (var at = number; watch.Elapsed < load.Duration; at++)
                {
                    var sent = watch.ElapsedTicks;
                    var got = await connection.AskAsync(requests[at % requests.Count], cancellation);
                    if (got != status)
                        throw new BenchmarkException($"Status {got} where {status} was expected.");
                    latencies.Add(1000d * (watch.ElapsedTicks - sent) / Stopwatch.Frequency);
                }
                return latencies;
            },
            cancellation)));
        var elapsed = watch.Elapsed;
        double[] all = [.. connections.SelectMany(latencies => latencies)];
        return new(all.Length, elapsed, Statistics.Percentile(all, 0.5), Statistics.Percentile(all, 0.99));
    }
}
