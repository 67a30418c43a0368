using System.CommandLine;

namespace Attestry.Benchmarks.Bundles;

internal static class BundlesCommand
{
    internal static Command Create()
    {
        var seconds = BenchmarkOptions.Positive("--seconds", "Processor time of each measurement.", 2);
        var command = new Command(
            "bundles",
            """
            Verifies Sigstore bundles in process on one core with every check on, with the trusted root parsed each time and once.

            Beside it one bare signature verification is measured, of which a bundle needs six and more. sigstore-go is not run; the ratio
            is to what it reached elsewhere. With the public suite beside the repository its bundles are measured too.

            Examples:
              benchmarks bundles
              benchmarks bundles --rounds 9 --seconds 5 --format json
            """)
        {
            seconds,
        };
        BenchmarkOptions.AddTo(command, rounds: 5, (parsed, rounds, cancellation) =>
            Task.FromResult(new BundlesBenchmark(TimeSpan.FromSeconds(parsed.GetValue(seconds))).Run(rounds, cancellation)));
        return command;
    }
}
