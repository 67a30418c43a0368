using System.CommandLine;
using Attestry.TestKit;

namespace Attestry.Benchmarks.Rego;

internal static class RegoCommand
{
    internal static Command Create()
    {
        var milliseconds = BenchmarkOptions.Positive("--milliseconds", "How long each figure of a round is measured, at least.", 2000);
        var command = new Command(
            "rego",
            """
            Policy decisions a second on one processor: the policy of corpora/rego-bench with its documents, checked against OPA's answer first.

            Measured are: a prepared query on parsed input, the same with the JSON parsed each time, the cost of 300, 3,000 and
            30,000 packages (at most ten times as much at each step is linear), and of 10 and 1,000 rules of which one applies.

            Examples:
              benchmarks rego
              benchmarks rego --milliseconds 500 --rounds 3
              benchmarks rego --format json
            """)
        {
            milliseconds,
        };
        BenchmarkOptions.AddTo(command, rounds: 5, (parsed, rounds, cancellation) => RegoBenchmark.RunAsync(
            Corpora.Path("rego-bench") ?? throw new BenchmarkException("There are no corpora to measure with."),
            TimeSpan.FromMilliseconds(parsed.GetValue(milliseconds)),
            rounds,
            cancellation));
        return command;
    }
}
