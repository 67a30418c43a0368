using Attestry.Primitives.Findings;

namespace Attestry.Cli.Output;

/// <summary>A decision as a person reads it.</summary>
internal static class DecisionTable
{
    internal static void Show(Screen screen, IReadOnlyList<(string Artifact, string State, bool Admit)> decisions, IReadOnlyList<Finding> reasons)
    {
        screen.Show(
            ["DECISION", "ADMIT", "ARTIFACT"],
            decisions.Select(one => (IReadOnlyList<string>)[one.State, one.Admit ? "yes" : "no", one.Artifact]));
        ScanTable.Show(screen, "Reasons", reasons);
    }
}
