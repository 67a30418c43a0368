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

    /// <summary>
    /// Where every entry is called unimportant by its distribution, that counts: it knows how it builds and ships the package.
    /// Else the vector's rating, else the worst of the words that the databases and distributions use.
    /// </summary>
    internal static Severity Of(CvssScore? score, IReadOnlyCollection<(OsvAdvisory Advisory, OsvAffected Affected)> entries) =>
        entries.Count > 0 && entries.All(entry => entry.Affected.Urgency == "unimportant") ? Severity.Info
        : score?.Severity ?? entries.SelectMany(Words).Select(Word).DefaultIfEmpty(Severity.Unknown).Max();

    private static IEnumerable<string?> Words((OsvAdvisory Advisory, OsvAffected Affected) entry) =>
        entry.Affected.Severity.Concat(entry.Advisory.Severity)
            .Where(severity => !severity.Type.StartsWith("CVSS_", StringComparison.Ordinal))
            .Select(severity => severity.Score)
            .Append(entry.Affected.Urgency)
            .Append(entry.Advisory.DatabaseSeverity);

    private static Severity Word(string? severity) => severity?.ToUpperInvariant() switch
    {
        "CRITICAL" => Severity.Critical,
        "HIGH" or "IMPORTANT" => Severity.High,
        "MODERATE" or "MEDIUM" => Severity.Medium,
        "LOW" => Severity.Low,
        "NEGLIGIBLE" or "NONE" or "INFORMATIONAL" or "UNIMPORTANT" => Severity.Info,
        _ => Severity.Unknown,
    };
}
