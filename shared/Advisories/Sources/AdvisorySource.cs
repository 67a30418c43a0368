namespace Attestry.Advisories.Sources;

/// <summary>Where advisories are had from, as an operator configures it.</summary>
/// <param name="Name">What the database calls it; unique.</param>
/// <param name="Kind">One of <see cref="SourceKinds.All"/>.</param>
/// <param name="Location">A file, a folder where the kind reads one, or an <c>http</c> or <c>https</c> URL.</param>
public sealed record AdvisorySource(string Name, string Kind, string Location)
{
    internal Uri? Url => Uri.TryCreate(Location, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" ? new(Location) : null;
}
