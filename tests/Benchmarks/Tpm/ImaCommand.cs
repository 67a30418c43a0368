using System.CommandLine;

namespace Attestry.Benchmarks.Tpm;

internal static class ImaCommand
{
    internal static Command Create()
    {
        var entries = BenchmarkOptions.Positive("--entries", "Of the list.", 1_000_000);
        var command = new Command(
            "ima",
            """
            Replays an integrity measurement list into SHA-1 and SHA-256 and checks each template hash; evmctl does the same when it is here.

            Examples:
              benchmarks ima
              benchmarks ima --entries 50000 --rounds 5
            """)
        {
            entries,
        };
        BenchmarkOptions.AddTo(command, rounds: 3, (parsed, rounds, cancellation) => ImaBenchmark.RunAsync(parsed.GetValue(entries), rounds, cancellation));
        return command;
    }
}
