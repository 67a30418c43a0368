using System.CommandLine;
using Attestry.Benchmarks.Reporting;

namespace Attestry.Benchmarks;

/// <summary>What every benchmark takes, and how it runs: measure, print, exit code.</summary>
internal sealed class BenchmarkOptions
{
    private readonly Option<int> _rounds;

    private readonly Option<ReportFormat> _format = new("--format") { Description = "How the report is printed.", DefaultValueFactory = _ => ReportFormat.Table };

    private BenchmarkOptions(int rounds) =>
        _rounds = Positive("--rounds", "How often each side is measured, in turn.", rounds);

    internal static Option<int> Positive(string name, string description, int byDefault)
    {
        var option = new Option<int>(name) { Description = description, DefaultValueFactory = _ => byDefault };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() < 1)
                result.AddError($"{name} must be at least 1.");
        });
        return option;
    }

    /// <param name="run">Measures so many rounds.</param>
    internal static void AddTo(Command command, int rounds, Func<ParseResult, int, CancellationToken, Task<Report>> run)
    {
        var options = new BenchmarkOptions(rounds);
        command.Options.Add(options._rounds);
        command.Options.Add(options._format);
        command.SetAction((parsed, cancellation) => options.RunAsync(parsed, run, cancellation));
    }

    private async Task<int> RunAsync(ParseResult parsed, Func<ParseResult, int, CancellationToken, Task<Report>> run, CancellationToken cancellation)
    {
        try
        {
            var report = await run(parsed, parsed.GetValue(_rounds), cancellation);
            ReportWriters.All[parsed.GetValue(_format)](report, Console.Out);
            return 0;
        }
        catch (Exception e) when (e is BenchmarkException or TimeoutException or IOException or HttpRequestException or InvalidOperationException)
        {
            await Console.Error.WriteLineAsync($"benchmarks: {e.Message}");
            return 1;
        }
    }
}
