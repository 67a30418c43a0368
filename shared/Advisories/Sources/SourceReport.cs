using Attestry.Primitives.Findings;
using Attestry.Vulnerabilities.Osv;

namespace Attestry.Advisories.Sources;

/// <param name="Outcome">What came of it.</param>
/// <param name="Advisories">How many the database holds of the source afterwards.</param>
/// <param name="Changed">Packages of which an advisory came, went or changed.</param>
/// <param name="Findings">What could not be read.</param>
/// <param name="Problem">Why it failed, for people; null when it did not. The database is as it was then.</param>
public sealed record SourceReport(
    AdvisorySource Source, SourceOutcome Outcome, int Advisories, IReadOnlySet<OsvPackage> Changed, IReadOnlyList<Finding> Findings, string? Problem = null);
