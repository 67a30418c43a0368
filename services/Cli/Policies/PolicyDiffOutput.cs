using Attestry.Cli.Output;
using Attestry.Contracts.Documents;
using Attestry.Policy.Comparison;

namespace Attestry.Cli.Policies;

/// <summary>Whose verdict would change and by which entries, for people or as JSON.</summary>
internal static class PolicyDiffOutput
{
    internal static void Write(Terminal terminal, PolicyDiffReport report, string format)
    {
        if (format == OutputFormat.Json)
        {
            JsonOutput.Write(terminal.Out, report);
            return;
        }
        var screen = new Screen(terminal.Out, terminal.OutIsTerminal);
        if (report.Changed.Count > 0)
            screen.Show(["ARTIFACT", "OLD", "NEW", "", "ENTRY", "MESSAGE"], report.Changed.SelectMany(Rows));
        screen.Say($"{report.Changed.Count} of {report.Compared} verdicts would change; {report.Reworded.Count} more would stand for other reasons.");
    }

    private static IEnumerable<IReadOnlyList<string>> Rows(PolicyChange change)
    {
        var entries = change.Gone.Select(entry => ("-", entry)).Concat(change.New.Select(entry => ("+", entry))).ToList();
        foreach (var (sign, entry) in entries)
            yield return [change.Artifact, Name(change.Before), Name(change.After), sign, $"{Name(entry.Effect)} {entry.Finding.Id}", Message(entry)];
    }

    private static string Message(DecisionEntry entry) => entry.Exception is null ? entry.Finding.Message : $"{entry.Finding.Message} (exception {entry.Exception})";

    private static string Name<T>(T value) where T : struct, Enum => value.ToString().ToLowerInvariant();
}
