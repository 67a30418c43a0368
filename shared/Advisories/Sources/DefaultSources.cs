namespace Attestry.Advisories.Sources;

/// <summary>The sources that are asked when nobody names any: of OSV the ecosystems that images hold, and what is known of exploitation.</summary>
public static class DefaultSources
{
    private static readonly string[] Ecosystems = ["Alpine", "Debian", "Go", "Maven", "NuGet", "Packagist", "PyPI", "RubyGems", "Ubuntu", "crates.io", "npm"];

    public static readonly IReadOnlyList<AdvisorySource> All =
    [
        .. Ecosystems.Select(ecosystem => Of("osv", $"https://osv-vulnerabilities.storage.googleapis.com/{ecosystem}/all.zip")),
        Of(SourceKinds.Exploited, "https://www.cisa.gov/sites/default/files/feeds/known_exploited_vulnerabilities.json"),
        Of(SourceKinds.Probability, "https://epss.empiricalsecurity.com/epss_scores-current.csv.gz"),
    ];

    /// <summary>A source that is called as it is written.</summary>
    public static AdvisorySource Of(string kind, string location) => new($"{kind}={location}", kind, location);
}
