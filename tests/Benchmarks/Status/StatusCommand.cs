using System.CommandLine;

namespace Attestry.Benchmarks.Status;

internal static class StatusCommand
{
    internal static Command Create()
    {
        var connections = BenchmarkOptions.Positive("--connections", "Connections that are kept alive, each with one request at a time.", 64);
        var seconds = BenchmarkOptions.Positive("--seconds", "How long each side of a round is asked.", 10);
        var digests = BenchmarkOptions.Positive("--digests", "Different digests that are asked for in turn.", 100);
        var command = new Command(
            "status",
            """
            GET /v1/attestations/{digest} with an API key, against a bare endpoint of the same web server in a process of its own.

            Asked are: whole answers from the service's memory (its default of one second), answers 304 to a client that has them, and
            whole answers with a look at the store for each. The client runs on the same machine and has its share of the processors.

            Examples:
              benchmarks status
              benchmarks status --connections 16 --seconds 5 --rounds 5
              benchmarks status --digests 10000 --format json
            """)
        {
            connections, seconds, digests,
        };
        BenchmarkOptions.AddTo(command, rounds: 3, (parsed, rounds, cancellation) => StatusBenchmark.RunAsync(
            new(parsed.GetValue(connections), TimeSpan.FromSeconds(parsed.GetValue(seconds))), parsed.GetValue(digests), rounds, cancellation));
        return command;
    }
}
