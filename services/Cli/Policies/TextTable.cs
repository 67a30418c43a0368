using Attestry.Primitives;

namespace Attestry.Cli.Policies;

/// <summary>A table drawn with <c>+</c>, <c>-</c> and <c>|</c>, as OPA's.</summary>
internal static class TextTable
{
    internal static void Write(TextWriter output, IReadOnlyList<string> headers, IReadOnlyList<IReadOnlyList<string>> rows)
    {
        var cells = rows.Select(row => row.Select(Bounded.Printable).ToList()).ToList();
        var widths = headers.Select((header, i) => cells.Select(row => row[i].Length).Append(header.Length).Max()).ToList();
        var rule = $"+{string.Concat(widths.Select(width => new string('-', width + 2) + "+"))}";
        output.WriteLine(rule);
        output.WriteLine(Line(headers.Select((header, i) => header.PadLeft((widths[i] + header.Length) / 2)), widths));
        output.WriteLine(rule);
        foreach (var row in cells)
            output.WriteLine(Line(row, widths));
        output.WriteLine(rule);
    }

    private static string Line(IEnumerable<string> cells, List<int> widths) =>
        $"|{string.Concat(cells.Select((cell, i) => $" {cell.PadRight(widths[i])} |"))}";
}
