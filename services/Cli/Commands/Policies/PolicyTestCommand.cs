using System.CommandLine;
using Attestry.Cli.Policies;
using Attestry.Rego.Coverage;
using Attestry.Rego.Syntax;
using Attestry.Rego.Testing;

namespace Attestry.Cli.Commands.Policies;

/// <summary><c>attestry policy test</c>: runs the tests of policies, as <c>opa test</c> does.</summary>
internal static class PolicyTestCommand
{
    /// <summary>As <c>opa test</c> exits: elsewhere in this program they are the other way round.</summary>
    private const int Unusable = 1, Failed = 2;

    internal static DocumentedCommand Create(Terminal terminal)
    {
        var run = new Option<string?>("--run", "-r") { HelpName = "REGEX", Description = "Only tests whose name (data.package.test_name) it matches." };
        var verbose = new Option<bool>("--verbose", "-v") { Description = "Show every test and what it printed." };
        var coverage = new Option<bool>("--coverage", "-c") { Description = "Report which lines the tests reach, as JSON." };
        var threshold = new Option<double>("--threshold") { HelpName = "PERCENT", Description = "Fail when less of the lines is reached; implies --coverage." };
        var timeout = DurationOption.Create("--timeout", "Of one test; 5s unasked.");
        var skipped = new Option<bool>("--exit-zero-on-skipped", "-z") { Description = "Skipped tests (todo_test_…) do not fail the run." };
        var empty = new Option<bool>("--fail-on-empty") { Description = "Exit with 1 when there is no test." };
        var format = PolicyFormat.Option(PolicyFormat.Pretty, PolicyFormat.Json);
        var command = new DocumentedCommand("test", "Runs the rules whose names start with test_ and says which are not true.")
        {
            Examples = ["attestry policy test policies", "attestry policy test -b bundle.tar.gz --run 'app_test' -v", "attestry policy test policies --coverage --threshold 90"],
            Exits = ("Every test passed.", "The policies cannot be loaded or do not compile."),
            OwnExits =
            [
                (ExitCode.Pass, "Every test passed."),
                (Unusable, "The policies cannot be loaded or do not compile."),
                (Failed, "A test failed, was skipped or ended in an error; the threshold is not met; or wrong usage."),
            ],
        };
        var policies = new PolicyOptions(command, PolicyPaths.Arguments);
        foreach (var option in new Option[] { run, verbose, coverage, threshold, timeout, skipped, empty, format })
            command.Options.Add(option);
        command.Validators.Add(result =>
        {
            if (result.GetValue(threshold) is < 0 or > 100)
                result.AddError("--threshold must be between 0 and 100.");
        });
        command.SetAction(async (parsed, cancellation) =>
        {
            try
            {
                var loaded = await PolicyLoader.LoadAsync(policies.Read(parsed), terminal, cancellation);
                var record = parsed.GetValue(coverage) || parsed.GetValue(threshold) > 0 ? new CoverageRecord() : null;
                var options = new TestOptions
                {
                    Filter = parsed.GetValue(run) is { } pattern ? TestOptions.ParseFilter(pattern) : null,
                    Timeout = parsed.GetValue(timeout) ?? TimeSpan.FromSeconds(5),
                    Coverage = record,
                };
                var results = Compiled(loaded, options).Run(terminal.Time, cancellation);
                var report = parsed.GetValue(format) == PolicyFormat.Json && record is null
                    ? TestOutput.WriteJson(terminal.Out, results)
                    : TestOutput.WriteText(terminal.Out, results, parsed.GetValue(verbose), quiet: record is not null);
                if (report.Total == 0 && parsed.GetValue(empty))
                {
                    terminal.Error.WriteLine("no tests were run");
                    return Unusable;
                }
                if (report.Failed + report.Errored > 0 || (report.Skipped > 0 && !parsed.GetValue(skipped)))
                    return Failed;
                return record is null || Covered(terminal, CoverageReport.Of(loaded.Modules, record), parsed.GetValue(threshold), parsed.GetValue(verbose)) ? ExitCode.Pass : Failed;
            }
            catch (PolicyException e)
            {
                terminal.Error.WriteLine(ProblemOutput.Text(e.Problems));
                return Unusable;
            }
        });
        return command;
    }

    private static TestRunner Compiled(LoadedPolicies loaded, TestOptions options)
    {
        try
        {
            return new TestRunner(loaded.Modules, loaded.Data, options);
        }
        catch (RegoException e)
        {
            throw PolicyException.Of(e, loaded.Modules);
        }
    }

    private static bool Covered(Terminal terminal, CoverageReport report, double threshold, bool verbose)
    {
        if (report.Percent < threshold)
        {
            terminal.Error.WriteLine(FormattableString.Invariant($"Code coverage threshold not met: got {report.Percent:0.00} instead of {threshold:0.00}"));
            if (verbose)
                terminal.Error.WriteLine(CoverageOutput.NotCovered(report));
            return false;
        }
        terminal.Out.WriteLine(GoJson.Indented(CoverageOutput.Json(report)));
        return true;
    }
}
