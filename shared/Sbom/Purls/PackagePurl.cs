namespace Attestry.Sbom.Purls;

/// <summary>The package URL of a package inside an image of a known distribution.</summary>
internal static class PackagePurl
{
    internal static Purl Of(Package package, OsRelease? os) => package.Type switch
    {
        PackageTypes.Debian => Distribution(package, os, "debian"),
        PackageTypes.Alpine => Distribution(package, os, "alpine"),
        PackageTypes.Go => Path(package, package.Version == "(devel)" ? null : package.Version),
        PackageTypes.Rpm => Rpm(package, os),
        PackageTypes.Maven => Maven(package),
        PackageTypes.Conan => Purl.Create(package.Type, null, package.Name, package.Version, ("channel", Property(package, "conan:channel")), ("user", Property(package, "conan:user"))),
        _ => Path(package, package.Version),
    };

    // The vendor is part of the name; without os-release the packages still are of the format's own distribution.
    private static Purl Distribution(Package package, OsRelease? os, string vendor) => Purl.Create(
        package.Type,
        os?.Id ?? vendor,
        package.Name,
        package.Version,
        ("arch", package.Architecture),
        ("distro", os?.Qualifier),
        ("upstream", Upstream(package)));

    // The epoch is no part of a version there (purl-spec, type rpm).
    private static Purl Rpm(Package package, OsRelease? os)
    {
        var colon = package.Version.IndexOf(':', StringComparison.Ordinal);
        return Purl.Create(
            package.Type,
            os?.Id ?? "rpm",
            package.Name,
            package.Version[(colon + 1)..],
            ("arch", package.Architecture),
            ("distro", os?.Qualifier),
            ("epoch", colon > 0 ? package.Version[..colon] : null),
            // Of one package a distribution has several streams side by side, each with fixes of its own. As Red Hat writes it.
            ("rpmmod", package.Properties?.GetValueOrDefault("rpm:modularity")),
            ("upstream", Upstream(package)));
    }

    private static Purl Maven(Package package)
    {
        var colon = package.Name.IndexOf(':', StringComparison.Ordinal);
        return Purl.Create(package.Type, colon > 0 ? package.Name[..colon] : null, package.Name[(colon + 1)..], package.Version);
    }

    private static string? Upstream(Package package) => (package.SourceName, package.SourceVersion) switch
    {
        (null, null) => null,
        (var name, null) => name,
        var (name, version) => $"{name ?? package.Name}@{version}",
    };

    private static string? Property(Package package, string name) => package.Properties?.GetValueOrDefault(name);

    private static Purl Path(Package package, string? version)
    {
        var slash = package.Name.LastIndexOf('/');
        return Purl.Create(package.Type, slash < 0 ? null : package.Name[..slash], package.Name[(slash + 1)..], version);
    }
}
