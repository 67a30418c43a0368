using System.Text;
using Attestry.Cli.Output;
using Attestry.Primitives;
using Attestry.Primitives.Limits;

namespace Attestry.Cli.Sboms;

/// <summary>Paths as a person reads them.</summary>
internal static class WhyTable
{
    internal static void Show(Screen screen, WhyReport report)
    {
        if (report.Answers.Count == 0)
            screen.Say($"No package {Bounded.Quote(report.Package)} in {Bounded.Printable(report.Target)}.");
        foreach (var answer in report.Answers)
            Show(screen, answer);
    }

    private static void Show(Screen screen, WhyAnswer answer)
    {
        screen.Say(Bounded.Printable(answer.Package));
        var optional = answer.Optional.Select(edge => (edge[0], edge[1])).ToHashSet();
        // It alone is the whole path: where there are others too, something asks for it besides.
        var alone = answer is { Paths.Count: 1, Complete: true } ? "(nothing needs it)" : "(asked for itself)";
        foreach (var path in answer.Paths)
            screen.Say($"  {(path.Count == 1 ? alone : Bounded.Printable(Line(path, optional)))}");
        if (answer.More > 0 || !answer.Counted)
            screen.Say($"  … and {(answer.Counted ? "" : "at least ")}{answer.More} more; --most shows up to {BomLimits.Paths}.");
    }

    private static string Line(IReadOnlyList<string> path, HashSet<(string, string)> optional)
    {
        var line = new StringBuilder(path[0]);
        foreach (var edge in path.Zip(path.Skip(1)))
            line.Append(optional.Contains(edge) ? " > (optional) " : " > ").Append(edge.Second);
        return line.ToString();
    }
}
