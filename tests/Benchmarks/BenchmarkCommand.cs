using System.CommandLine;
using Attestry.Benchmarks.Scans;
using Attestry.Benchmarks.Status;

namespace Attestry.Benchmarks;

/// <summary>The command line.</summary>
internal static class BenchmarkCommand
{
    internal static RootCommand Create()
    {
        var root = new RootCommand(
            """
            Measures Attestry under load, each figure beside a peer or limit that is measured in the same run, round by round in turn.

            Examples:
              dotnet run -c Release --project tests/Benchmarks -- layers
              dotnet run -c Release --project tests/Benchmarks -- scan
              dotnet run -c Release --project tests/Benchmarks -- bundles
              dotnet run -c Release --project tests/Benchmarks -- verdicts --images 200 --concurrency 16
              dotnet run -c Release --project tests/Benchmarks -- verdicts --rabbitmq --postgresql
              dotnet run -c Release --project tests/Benchmarks -- status --connections 64 --seconds 10 --format json
              dotnet run -c Release --project tests/Benchmarks -- advisories ../shared/corpora/osv-go.zip
              dotnet run -c Release --project tests/Benchmarks -- rego --milliseconds 2000
              dotnet run -c Release --project tests/Benchmarks -- hosts --hosts 2500 --interval 10 --seconds 60

            A row shows the median of the rounds and their range; a ratio is the median of the ratios of each round.
            Exit codes: 0 measured; 1 what was measured did not do what it should; 2 wrong options.
            """);
        foreach (var create in BenchmarkTable.All)
            root.Subcommands.Add(create());
        root.Subcommands.Add(BareEndpoint.Create());
        root.Subcommands.Add(SingleScan.Create());
        return root;
    }
}
