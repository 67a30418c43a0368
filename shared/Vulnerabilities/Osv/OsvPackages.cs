namespace Attestry.Vulnerabilities.Osv;

/// <summary>
/// From a package URL's parts to the names under which OSV databases know the package. Distribution packages are known by
/// their source package where an advisory names that, so the caller asks for both.
/// </summary>
public static class OsvPackages
{
    /// <param name="type">The purl's type: <c>deb</c>, <c>golang</c>, <c>npm</c>.</param>
    /// <param name="namespace">Decoded, null when there is none: <c>debian</c>, <c>@angular</c>, <c>golang.org/x</c>.</param>
    /// <param name="distro">The purl's <c>distro</c> qualifier: <c>debian-12</c>, <c>alpine-3.19.1</c>, <c>ubuntu-22.04</c>.</param>
    /// <returns>Null when no OSV database covers the type, or a distribution package does not say of which release.</returns>
    public static OsvPackage? Of(string type, string? @namespace, string name, string? distro = null)
    {
        var ecosystem = type switch
        {
            "golang" => "Go",
            "npm" => "npm",
            "pypi" => "PyPI",
            "gem" => "RubyGems",
            "cargo" => "crates.io",
            "composer" => "Packagist",
            "maven" => "Maven",
            "nuget" => "NuGet",
            "hex" => "Hex",
            "pub" => "Pub",
            "cran" => "CRAN",
            "bioconductor" => "Bioconductor",
            "hackage" => "Hackage",
            "swift" => "SwiftURL",
            "githubactions" => "GitHub Actions",
            "bitnami" => "Bitnami",
            "deb" or "apk" or "rpm" => OsvReleases.Ecosystem(@namespace, distro),
            _ => null,
        };
        return ecosystem is null ? null : OsvPackage.Of(ecosystem, FullName(type, @namespace, name));
    }

    private static string FullName(string type, string? @namespace, string name) => (type, @namespace) switch
    {
        ("deb" or "apk" or "rpm", _) or (_, null or "") => name,
        ("maven", _) => $"{@namespace}:{name}",
        _ => $"{@namespace}/{name}",
    };
}
