using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using Attestry.Primitives;
using Attestry.Tpm.Protocol;

namespace Attestry.HostAgent.Commands;

/// <summary>Results for people or for programs.</summary>
internal static class OutputFormat
{
    internal const string Table = "table";

    internal const string Json = "json";

    private static readonly JsonSerializerOptions Options = new(HostProtocol.Json) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    internal static Option<string> Option()
    {
        var option = new Option<string>("--format") { HelpName = "FORMAT", Description = $"{Table} or {Json}.", DefaultValueFactory = _ => Table };
        option.AcceptOnlyFromAmong(Table, Json);
        return option;
    }

    internal static void WriteJson<T>(TextWriter writer, T value) => writer.WriteLine(JsonSerializer.Serialize(value, Options));

    /// <summary>Columns as wide as their widest cell; the last one as it is. Foreign text is made safe here.</summary>
    internal static void WriteTable(TextWriter writer, params IReadOnlyList<string[]> rows)
    {
        var widths = Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => row[column].Length)).ToArray();
        foreach (var row in rows)
            writer.WriteLine(string.Join("  ", row.Select((cell, column) => Bounded.Printable(cell).PadRight(widths[column]))).TrimEnd());
    }
}
