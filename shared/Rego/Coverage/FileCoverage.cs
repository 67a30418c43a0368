namespace Attestry.Rego.Coverage;

/// <summary>Lines of one file that hold expressions or rule heads.</summary>
/// <param name="Covered">Rows from 1, in order: something on them was reached.</param>
/// <param name="NotCovered">Rows on which nothing was.</param>
public sealed record FileCoverage(string File, IReadOnlyList<int> Covered, IReadOnlyList<int> NotCovered)
{
    /// <summary>From 0 to 100, two decimals, as OPA rounds it.</summary>
    public double Percent => Covered.Count + NotCovered.Count == 0 ? 100 : Math.Round(100.0 * Covered.Count / (Covered.Count + NotCovered.Count), 2);
}
