using Attestry.Advisories.Sources;
using Attestry.Primitives.Findings;

namespace Attestry.Cli.Output;

/// <param name="Outcome"><c>failed</c>, <c>unchanged</c>, <c>amended</c> or <c>replaced</c>.</param>
/// <param name="Entries">How many the database holds of it.</param>
/// <param name="Changed">Packages of which an advisory came, went or changed.</param>
/// <param name="Problem">Why it could not be had; null when it was.</param>
internal sealed record UpdatedSource(string Source, string Outcome, int Entries, int Changed, double Seconds, IReadOnlyList<Finding> Findings, string? Problem)
{
    internal static UpdatedSource Of(SourceReport report, TimeSpan time) => new(
        report.Source.Name, report.Outcome.ToString().ToLowerInvariant(), report.Advisories, report.Changed.Count, Math.Round(time.TotalSeconds, 3), report.Findings, report.Problem);
}
