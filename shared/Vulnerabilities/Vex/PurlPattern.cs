namespace Attestry.Vulnerabilities.Vex;

/// <summary>
/// Whether a package URL in a VEX statement means a package: type and name are equal, and the version and each qualifier
/// too where the statement gives them (OpenVEX §product matching). Both texts are canonical package URLs.
/// </summary>
public static class PurlPattern
{
    public static bool Matches(string pattern, string purl)
    {
        if (!pattern.StartsWith("pkg:", StringComparison.Ordinal))
            return pattern == purl;
        Split(pattern, out var name, out var version, out var qualifiers);
        Split(purl, out var itsName, out var itsVersion, out var itsQualifiers);
        if (!name.SequenceEqual(itsName) || (!version.IsEmpty && !version.SequenceEqual(itsVersion)))
            return false;
        foreach (var qualifier in qualifiers.Split('&'))
        {
            if (!qualifiers[qualifier].IsEmpty && !Has(itsQualifiers, qualifiers[qualifier]))
                return false;
        }
        return true;
    }

    private static bool Has(ReadOnlySpan<char> qualifiers, ReadOnlySpan<char> wanted)
    {
        foreach (var qualifier in qualifiers.Split('&'))
        {
            if (qualifiers[qualifier].SequenceEqual(wanted))
                return true;
        }
        return false;
    }

    private static void Split(ReadOnlySpan<char> purl, out ReadOnlySpan<char> name, out ReadOnlySpan<char> version, out ReadOnlySpan<char> qualifiers)
    {
        var hash = purl.IndexOf('#');
        purl = hash < 0 ? purl : purl[..hash];
        var question = purl.IndexOf('?');
        qualifiers = question < 0 ? default : purl[(question + 1)..];
        purl = question < 0 ? purl : purl[..question];
        var at = purl.LastIndexOf('@');
        // An unencoded @ of an npm scope stands before the name, not behind it.
        var versioned = at > purl.LastIndexOf('/');
        version = versioned ? purl[(at + 1)..] : default;
        name = versioned ? purl[..at] : purl;
    }
}
