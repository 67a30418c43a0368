using System.Diagnostics;
using Attestry.Contracts.Documents;
using Spectre.Console;

namespace Attestry.Standalone.Demo;

/// <summary>What the person at the terminal sees.</summary>
internal sealed class DemoScreen
{
    private readonly Stopwatch _watch = Stopwatch.StartNew();

    internal void Say(string text) => AnsiConsole.MarkupLineInterpolated($"[grey]{_watch.Elapsed.TotalSeconds,5:F1} s[/]  {text}");

    internal void Report(DemoImage image, string state, string detail) =>
        AnsiConsole.MarkupLineInterpolated($"[grey]{_watch.Elapsed.TotalSeconds,5:F1} s[/]  {image.Repository,-14} {state,-8} [grey]{detail}[/]");

    internal static void Show(IReadOnlyList<DemoOutcome> outcomes, DemoFolder folder)
    {
        var table = new Table().Border(TableBorder.Rounded);
        table.AddColumns("Image", "Decision", "Reasons", "VSA verified offline", "As it should be");
        foreach (var outcome in outcomes)
        {
            table.AddRow(
                Markup.Escape($"{outcome.Image.Repository}\n{outcome.Digest.Text[..19]}…"),
                Coloured(outcome.Status.State),
                Markup.Escape(outcome.Status.Reasons.Count == 0 ? "-" : string.Join('\n', outcome.Status.Reasons.Select(r => $"{r.Id}: {r.Message}"))),
                outcome.Verified ? "[green]yes[/]" : "[red]no[/]",
                outcome.IsRight ? "[green]yes[/]" : "[red]no[/]");
        }
        AnsiConsole.Write(table);
        AnsiConsole.MarkupLineInterpolated($"Signed decisions (VSA) and SBOMs (SPDX, CycloneDX) of each image: {folder.Root}");
    }

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
