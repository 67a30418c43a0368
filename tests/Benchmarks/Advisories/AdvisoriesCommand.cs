using System.CommandLine;
using Attestry.TestKit;

namespace Attestry.Benchmarks.Advisories;

internal static class AdvisoriesCommand
{
    internal static Command Create()
    {
        var zip = new Argument<string>("ZIP") { Description = "A zip of OSV advisories.", DefaultValueFactory = _ => Corpora.Path("osv-go.zip") ?? "all.zip" };
        var command = new Command(
            "advisories",
            """
            Builds the database of advisories from a zip of OSV, and looks packages up in it and in the index in memory.

            Beside it the zip is only unpacked, entry by entry, which nobody who reads it can spare.

            Examples:
              benchmarks advisories
              benchmarks advisories npm/all.zip --rounds 3 --format json
            """)
        {
            zip,
        };
        BenchmarkOptions.AddTo(command, rounds: 5, (parsed, rounds, cancellation) => Task.FromResult(new AdvisoriesBenchmark(parsed.GetValue(zip)!).Run(rounds, cancellation)));
        return command;
    }
}
