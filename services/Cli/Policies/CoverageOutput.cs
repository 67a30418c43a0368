using Attestry.Rego.Coverage;

namespace Attestry.Cli.Policies;

/// <summary>Coverage as OPA reports it: ranges of rows.</summary>
internal static class CoverageOutput
{
    internal static object Json(CoverageReport report) => GoJson.Object(
        ("files", GoJson.Object([.. report.Files.OrderBy(file => file.File, StringComparer.Ordinal).Select(file => (file.File, (object?)Json(file)))])),
        ("covered_lines", report.Files.Sum(file => file.Covered.Count)),
        ("not_covered_lines", report.Files.Sum(file => file.NotCovered.Count)),
        ("coverage", report.Percent));

    /// <summary>One line for each range that was not reached.</summary>
    internal static string NotCovered(CoverageReport report) => "Lines not covered:" + string.Concat(
        report.Files.SelectMany(file => Ranges(file.NotCovered).Select(range => range.Start == range.End ? $"\n\t{file.File}:{range.Start}" : $"\n\t{file.File}:{range.Start}-{range.End}")));

    private static object Json(FileCoverage file) => GoJson.Object(
        ("covered", Json(file.Covered)),
        ("not_covered", Json(file.NotCovered)),
        ("covered_lines", file.Covered.Count > 0 ? file.Covered.Count : null),
        ("not_covered_lines", file.NotCovered.Count > 0 ? file.NotCovered.Count : null),
        ("coverage", file.Covered.Count > 0 ? file.Percent : null));

    private static List<object>? Json(IReadOnlyList<int> rows) => rows.Count == 0 ? null :
        [.. Ranges(rows).Select(range => GoJson.Object(("start", GoJson.Object(("row", range.Start))), ("end", GoJson.Object(("row", range.End)))))];

    private static List<(int Start, int End)> Ranges(IReadOnlyList<int> rows)
    {
        var ranges = new List<(int Start, int End)>();
        foreach (var row in rows)
        {
            if (ranges.Count > 0 && ranges[^1].End + 1 == row)
                ranges[^1] = (ranges[^1].Start, row);
            else
                ranges.Add((row, row));
        }
        return ranges;
    }
}
