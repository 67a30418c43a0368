using Attestry.Primitives;
using Spectre.Console;

namespace Attestry.Cli.Output;

/// <summary>Tables for people: framed and coloured at a terminal; elsewhere plain lines that are never broken.</summary>
/// <param name="ansi">Is <paramref name="writer"/> a terminal?</param>
internal sealed class Screen(TextWriter writer, bool ansi)
{
    // A pipe or a file has no width; a row stays one line there, so that it can be searched.
    private const int WidthWithoutTerminal = 4096;

    // Finding ids and verdicts are looked for as a whole; what is longer may be broken to fit a terminal.
    private const int Unbroken = 24;

    internal void Say(string text) => writer.WriteLine(text);

    /// <param name="rows">Cells as they are; foreign text in them is made safe here.</param>
    internal void Show(IReadOnlyList<string> headers, IEnumerable<IReadOnlyList<string>> rows)
    {
        var cells = rows.ToList();
        var table = new Table().Border(ansi ? TableBorder.Rounded : TableBorder.None);
        for (var i = 0; i < headers.Count; i++)
        {
            var column = new TableColumn(Markup.Escape(headers[i])) { NoWrap = !ansi || cells.All(row => row[i].Length <= Unbroken) };
            table.AddColumn(ansi ? column : column.Padding(0, 0, 2, 0));
        }
        foreach (var row in cells)
            table.AddRow([.. row.Select(Cell)]);
        if (ansi)
            AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(writer) }).Write(table);
        else
            WritePlain(table);
    }

    private void WritePlain(Table table)
    {
        using var text = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Out = new AnsiConsoleOutput(text) });
        console.Profile.Width = WidthWithoutTerminal;
        console.Write(table);
        foreach (var line in text.ToString().TrimEnd().Split('\n'))
            writer.WriteLine(line.TrimEnd());
    }

    private Markup Cell(string text)
    {
        var safe = Markup.Escape(Bounded.Printable(text));
        return new Markup(ansi && Colour(text) is { } colour ? $"[{colour}]{safe}[/]" : safe);
    }

    private static string? Colour(string text) => text switch
    {
        "passed" or "trusted" => "green",
        "failed" or "denied" or "not trusted" or "revoked" => "red",
        "warned" or "pending" or "unknown" => "yellow",
        _ => null,
    };
}
