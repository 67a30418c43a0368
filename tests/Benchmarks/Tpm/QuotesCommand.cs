using System.CommandLine;

namespace Attestry.Benchmarks.Tpm;

internal static class QuotesCommand
{
    internal static Command Create()
    {
        var count = BenchmarkOptions.Positive("--count", "Quotes verified in a round, of each kind.", 2000);
        var command = new Command(
            "quotes",
            """
            Verifies TPM quotes in process on one core, and with tpm2_checkquote, a process each, when swtpm and tpm2-tools are here.

            Examples:
              benchmarks quotes
              benchmarks quotes --count 10000 --rounds 3 --format json
            """)
        {
            count,
        };
        BenchmarkOptions.AddTo(command, rounds: 5, (parsed, rounds, cancellation) => QuotesBenchmark.RunAsync(parsed.GetValue(count), rounds, cancellation));
        return command;
    }
}
