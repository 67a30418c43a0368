using System.CommandLine;
using Attestry.TestKit;

namespace Attestry.Benchmarks.Advisories;

internal static class AdvisoriesCommand
{
    internal static Command Create()
    {
        var zip = new Argument<string>("ZIP") { Description = "A zip of OSV advisories.", DefaultValueFactory = _ => Corpora.Path("osv-go.zip") ?? "all.zip" };
        var stored = new Option<int[]>("--stored") { Description = "How many artifacts are stored (repeatable)." };
        var affected = BenchmarkOptions.Positive("--affected", "How many of the stored artifacts the advisory is about.", 20);
        stored.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int[]>()?.Any(count => count < 1) == true)
                result.AddError("--stored must be at least 1.");
        });
        var command = new Command(
            "advisories",
            """
            Builds the database of advisories from a zip of OSV, and looks packages up in it and in the index in memory.

            Beside it the zip is only unpacked, entry by entry, which nobody who reads it can spare.

            With --stored, in place of that: so many artifacts are stored, an advisory comes out about a few of them, and until those have new
            evidence the time is taken, and reads and writes of the store are counted. They should be the same however many are stored.

            Examples:
              benchmarks advisories
              benchmarks advisories npm/all.zip --rounds 3 --format json
              benchmarks advisories --stored 1000 --stored 10000 --stored 100000
            """)
        {
            zip,
            stored,
            affected,
        };
        BenchmarkOptions.AddTo(command, rounds: 5, (parsed, rounds, cancellation) => parsed.GetValue(stored) is { Length: > 0 } counts
            ? new RejudgeBenchmark([.. counts.Select(count => Math.Max(count, parsed.GetValue(affected)))], parsed.GetValue(affected)).RunAsync(rounds, cancellation)
            : Task.FromResult(new AdvisoriesBenchmark(parsed.GetValue(zip)!).Run(rounds, cancellation)));
        return command;
    }
}
