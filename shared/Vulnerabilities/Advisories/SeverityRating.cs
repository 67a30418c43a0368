using Attestry.Primitives.Findings;
using Attestry.Vulnerabilities.Cvss;
using Attestry.Vulnerabilities.Osv;

namespace Attestry.Vulnerabilities.Advisories;

/// <summary>How severe advisories say that a vulnerability is.</summary>
internal static class SeverityRating
{
    /// <summary>A package's own severity replaces that of its advisory (OSV Schema §affected[].severity).</summary>
    internal static CvssScore? Score(IEnumerable<(OsvAdvisory Advisory, OsvAffected Affected)> entries) => entries
        .SelectMany(entry => entry.Affected.Severity.Count > 0 ? entry.Affected.Severity : entry.Advisory.Severity)
        .Where(severity => severity.Type.StartsWith("CVSS_", StringComparison.Ordinal))
        .Select(severity => CvssScore.Of(severity.Score))
        .OfType<CvssScore>()
        .OrderByDescending(score => score.Version, StringComparer.Ordinal)
        .ThenByDescending(score => score.Score)
        .FirstOrDefault();

    /// <summary>Without a vector the worst of the databases' own words.</summary>
    internal static Severity Word(IEnumerable<OsvAdvisory> advisories) => advisories.Select(advisory => Word(advisory.DatabaseSeverity)).Max();

    private static Severity Word(string? severity) => severity?.ToUpperInvariant() switch
    {
        "CRITICAL" => Severity.Critical,
        "HIGH" or "IMPORTANT" => Severity.High,
        "MODERATE" or "MEDIUM" => Severity.Medium,
        "LOW" => Severity.Low,
        "NEGLIGIBLE" or "NONE" or "INFORMATIONAL" => Severity.Info,
        _ => Severity.Unknown,
    };
}
