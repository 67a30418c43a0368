using System.Globalization;
using System.Text.Json;

namespace Attestry.Benchmarks.Reporting;

/// <summary>The formats of <c>--format</c>.</summary>
internal static class ReportWriters
{
    internal static readonly IReadOnlyDictionary<ReportFormat, Action<Report, TextWriter>> All = new Dictionary<ReportFormat, Action<Report, TextWriter>>
    {
        [ReportFormat.Table] = WriteTable,
        [ReportFormat.Json] = WriteJson,
    };

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static void WriteJson(Report report, TextWriter output) => output.WriteLine(JsonSerializer.Serialize(report, Json));

    private static void WriteTable(Report report, TextWriter output)
    {
        var machine = report.Machine;
        output.WriteLine($"{report.Benchmark}: {report.About}");
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{machine.Processor}, {machine.Processors} processors, {machine.Runtime}, {machine.Build} build; load before: {machine.Load:F1}"));
        output.WriteLine();
        var width = report.Series.Concat(report.Ratios).Max(series => series.Name.Length);
        foreach (var series in report.Series.Concat(report.Ratios))
            output.WriteLine($"  {series.Name.PadRight(width)}  {Text(series.Median),9} {series.Unit,-9} {Range(series)}".TrimEnd());
    }

    private static string Range(Series series) =>
        series.Rounds.Count > 1 ? $"{Text(series.Rounds.Min())} to {Text(series.Rounds.Max())} in {series.Rounds.Count} rounds" : "";

    private static string Text(double value) =>
        value.ToString(Math.Abs(value) switch { >= 100 => "#,0", >= 10 => "0.0", _ => "0.00" }, CultureInfo.InvariantCulture);
}
