using System.Text;
using Attestry.Primitives;
using Attestry.Rego.Testing;

namespace Attestry.Cli.Policies;

/// <summary>Results of tests as <c>opa test</c> prints them.</summary>
internal static class TestOutput
{
    private static readonly string Rule = new('-', 80);

    /// <param name="quiet">Standard output is for a report that follows when nothing failed: no summary then.</param>
    internal static TestCounts WriteText(TextWriter output, IEnumerable<TestResult> results, bool verbose, bool quiet)
    {
        var counts = new TestCounts();
        var lastFile = "";
        foreach (var result in results)
        {
            counts.Add(result);
            if (result.Outcome == TestOutcome.Passed && (quiet || !verbose))
                continue;
            if (lastFile.Length > 0 && lastFile != result.Location.File)
                output.WriteLine();
            lastFile = result.Location.File;
            WriteTest(output, result, verbose);
        }
        if (quiet && counts.Failed + counts.Errored + counts.Skipped == 0)
            return counts;
        if (lastFile.Length > 0)
            output.WriteLine(Rule);
        foreach (var (name, count) in new[] { ("PASS", counts.Passed), ("FAIL", counts.Failed), ("SKIPPED", counts.Skipped), ("ERROR", counts.Errored) })
        {
            if (count > 0)
                output.WriteLine($"{name}: {count}/{counts.Total}");
        }
        return counts;
    }

    internal static TestCounts WriteJson(TextWriter output, IEnumerable<TestResult> results)
    {
        var counts = new TestCounts();
        var reports = new List<object>();
        foreach (var result in results)
        {
            counts.Add(result);
            reports.Add(Json(result));
        }
        output.WriteLine(GoJson.Indented(reports));
        return counts;
    }

    private static void WriteTest(TextWriter output, TestResult result, bool verbose)
    {
        output.WriteLine($"{result.Location.File}:{result.Location.Row}:");
        var took = result.Outcome == TestOutcome.Skipped ? "" : $" ({GoDuration.Text(result.Duration)})";
        output.WriteLine($"{result.Package}.{result.Name}: {Word(result.Outcome)}{took}");
        WriteCases(output, result.Cases, "  ", verbose);
        if (result.Output.Count > 0)
        {
            output.WriteLine();
            foreach (var line in result.Output.SelectMany(text => text.Split('\n')))
                output.WriteLine($"  {Bounded.Printable(line)}");
            output.WriteLine();
        }
        if (result.Error is { } error)
            output.WriteLine($"  {error}");
    }

    private static void WriteCases(TextWriter output, IReadOnlyList<TestCaseResult> cases, string indent, bool verbose)
    {
        foreach (var one in cases.Where(one => one.IsFailed || verbose))
        {
            output.WriteLine($"{indent}{Bounded.Printable(one.Name)}: {(one.IsFailed ? "FAIL" : "PASS")}");
            WriteCases(output, one.Cases, $"{indent}  ", verbose);
        }
    }

    private static object Json(TestResult result) => GoJson.Object(
        ("location", GoJson.Object(("file", result.Location.File), ("row", result.Location.Row), ("col", result.Location.Column))),
        ("package", result.Package),
        ("name", result.Name),
        ("fail", result.Outcome == TestOutcome.Failed ? true : null),
        ("skip", result.Outcome == TestOutcome.Skipped ? true : null),
        ("error", result.Error is { } error ? ProblemOutput.Json(PolicyProblem.Of(error, [])) : null),
        ("sub_results", result.Cases.Count > 0 ? Json(result.Cases) : null),
        // Bytes, which Go writes in base64.
        ("output", result.Output.Count > 0 ? Convert.ToBase64String(Encoding.UTF8.GetBytes(string.Concat(result.Output.Select(line => line + "\n")))) : null),
        // Nanoseconds.
        ("duration", result.Duration.Ticks * 100));

    private static object Json(IReadOnlyList<TestCaseResult> cases) => GoJson.Object([.. cases.Select(one => (one.Name, (object?)GoJson.Object(
        ("name", one.Name),
        ("fail", one.IsFailed ? true : null),
        ("sub_results", one.Cases.Count > 0 ? Json(one.Cases) : null))))]);

    private static string Word(TestOutcome outcome) => outcome switch
    {
        TestOutcome.Passed => "PASS",
        TestOutcome.Failed => "FAIL",
        TestOutcome.Skipped => "SKIPPED",
        _ => "ERROR",
    };
}
