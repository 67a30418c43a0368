using System.Diagnostics;
using Attestry.Contracts.Documents;
using Spectre.Console;

namespace Attestry.Standalone.Demo;

/// <summary>What the person at the terminal sees.</summary>
internal sealed class DemoScreen
{
    // A pipe or a file has no width and no colours; its lines are kept whole.
    private const int WidthWithoutTerminal = 160;

    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private readonly IAnsiConsole _console = Open();

    internal void Say(string text) => _console.MarkupLineInterpolated($"[grey]{_watch.Elapsed.TotalSeconds,5:F1} s[/]  {text}");

    internal void Report(DemoImage image, string state, string detail) =>
        _console.MarkupLineInterpolated($"[grey]{_watch.Elapsed.TotalSeconds,5:F1} s[/]  {image.Repository,-14} {state,-8} [grey]{detail}[/]");

    internal void Show(IReadOnlyList<DemoOutcome> outcomes, DemoFolder folder)
    {
        var table = new Table().Border(TableBorder.Rounded).ShowRowSeparators();
        table.AddColumns("Image", "Decision", "Why", "VSA verified offline", "As deserved");
        foreach (var outcome in outcomes)
        {
            table.AddRow(
                Markup.Escape($"{outcome.Image.Repository}\n{outcome.Image.Story}"),
                Coloured(outcome.Status.State),
                Markup.Escape(outcome.Status.Reasons.Count == 0 ? "-" : string.Join('\n', outcome.Status.Reasons.Select(r => $"{r.Id}\n{r.Message}"))),
                Answer(outcome.Verified),
                Answer(outcome.IsRight));
        }
        _console.Write(table);
        _console.MarkupLineInterpolated($"Signed decisions (VSA) and SBOMs (SPDX, CycloneDX) of each image: {folder.Root}");
    }

    private static IAnsiConsole Open()
    {
        if (!Console.IsOutputRedirected)
            return AnsiConsole.Console;
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors });
        console.Profile.Width = WidthWithoutTerminal;
        return console;
    }

    private static string Answer(bool yes) => yes ? "[green]yes[/]" : "[red]no[/]";

    private static string Coloured(DecisionState state)
    {
        var text = state.ToString().ToLowerInvariant();
        return state switch
        {
            DecisionState.Passed => $"[green]{text}[/]",
            DecisionState.Failed or DecisionState.Revoked => $"[red]{text}[/]",
            _ => $"[yellow]{text}[/]",
        };
    }
}
