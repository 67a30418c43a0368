using System.Globalization;
using Attestry.Contracts.Evidence;
using Attestry.Primitives.Findings;

namespace Attestry.Cli.Output.Sarif;

/// <summary>One result: a vulnerability of a package, or a finding, and where it is.</summary>
/// <param name="Rule">The vulnerability's or finding's id.</param>
/// <param name="Score">0.0 to 10.0, by which code scanning sorts; null when nobody rated it.</param>
/// <param name="Text">For people: what is wrong, and what to do about it.</param>
/// <param name="Path">In the image, without a slash before it.</param>
/// <param name="Subject">What stays the same as long as it is the same problem.</param>
internal sealed record SarifResult(string Rule, string Title, Severity Severity, decimal? Score, string Text, string Path, string Subject, FoundVulnerability? Vulnerability)
{
    /// <summary>SARIF 2.1.0 §3.27.10. What nobody rated may be anything.</summary>
    internal string Level => Severity switch
    {
        Severity.Critical or Severity.High => "error",
        Severity.Medium or Severity.Unknown => "warning",
        _ => "note",
    };

    internal static SarifResult Of(FoundVulnerability found, string platform, string path) => new(
        found.Id,
        found.Summary ?? $"{found.Id} in {found.Package}",
        found.Severity,
        found.Cvss ?? Rated(found.Severity),
        $"{found.Package} {found.Version} has {found.Id} ({found.Severity.ToString().ToLowerInvariant()}){(found.ExploitedSince is null ? "" : ", which is exploited")}. "
            + (found.FixedVersion is { } version ? $"It is fixed in {version}." : found.Resolution is { } resolution ? $"No fix is named: {resolution}." : "No fix is named."),
        path,
        $"{found.Purl}|{platform}",
        found);

    internal static SarifResult Of(Finding finding) => new(
        finding.Id, finding.Id, finding.Severity, Rated(finding.Severity), finding.Message, finding.Location is { } location && !location.StartsWith("pkg:", StringComparison.Ordinal) ? location : "", $"{finding.Message}|{finding.Location}", null);

    /// <summary>What stands beside the text where a vulnerability is shown whole.</summary>
    internal IEnumerable<(string Name, string Value)> Facts()
    {
        if (Vulnerability is not { } found)
            yield break;
        yield return ("Package", found.Purl);
        yield return ("Fixed in", found.FixedVersion ?? found.Resolution ?? "-");
        yield return ("Severity", found.Severity.ToString().ToLowerInvariant());
        if (found.Cvss is { } cvss)
            yield return ("CVSS", $"{cvss.ToString("0.0", CultureInfo.InvariantCulture)} {found.CvssVector}");
        if (found.Epss is { } epss)
            yield return ("EPSS", epss.ToString("P1", CultureInfo.InvariantCulture));
        if (found.ExploitedSince is { } since)
            yield return ("Exploited since", since.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        if (found.Aliases.Count > 0)
            yield return ("Also known as", string.Join(", ", found.Aliases));
    }

    /// <summary>The lowest score of each rating (CVSS 3.1 §5).</summary>
    private static decimal? Rated(Severity severity) => severity switch
    {
        Severity.Critical => 9.0m,
        Severity.High => 7.0m,
        Severity.Medium => 4.0m,
        Severity.Low => 0.1m,
        Severity.Info => 0.0m,
        _ => null,
    };
}
