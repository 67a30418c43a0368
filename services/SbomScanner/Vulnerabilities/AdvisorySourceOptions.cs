using Attestry.Advisories.Sources;

namespace Attestry.SbomScanner.Vulnerabilities;

/// <summary>Where advisories are had from.</summary>
public sealed record AdvisorySourceOptions
{
    /// <summary>What the database calls it; unique.</summary>
    public string Name { get; init; } = "";

    /// <summary><c>osv</c>, <c>alpine</c>, <c>debian</c>, <c>csaf</c>, <c>oval</c>, <c>kev</c> or <c>epss</c>.</summary>
    public string Kind { get; init; } = "osv";

    /// <summary>A file, a folder where the kind reads one, or a URL.</summary>
    public string Location { get; init; } = "";

    internal AdvisorySource ToSource() => new(Name, Kind, Location);
}
