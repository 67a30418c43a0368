using Attestry.Contracts.Evidence;
using Attestry.Sbom;
using Attestry.Sbom.Purls;
using Attestry.Vulnerabilities.Osv;

namespace Attestry.Evidence.Vulnerabilities;

/// <summary>As what advisories know a package, and at which version.</summary>
/// <param name="Module">Of an RPM its module label; null when it has none, or nobody wrote it down.</param>
public sealed record PackageIdentity(OsvPackage Package, string Version, string? Module = null)
{
    // Of a program's own module without a tag, as the Go toolchain writes it.
    private const string Development = "(devel)";

    /// <summary>Null when no database covers its ecosystem, or a distribution's package does not say of which release it is.</summary>
    public static PackageIdentity? Of(EvidencePackage package)
    {
        ArgumentNullException.ThrowIfNull(package);
        // The version as the package manager writes it: of rpm the package URL has no epoch.
        return Purl.TryParse(package.Purl, out var purl) ? Of(purl, package.Version) : null;
    }

    /// <summary>Null when it is no package URL, too.</summary>
    public static PackageIdentity? Of(string purl) => Purl.TryParse(purl, out var parsed) ? Of(parsed, Installed(parsed)) : null;

    private static PackageIdentity? Of(Purl purl, string version)
    {
        var (name, at) = (purl.Name, version == Development ? "" : version);
        // Debian and Alpine publish by source package; those who publish rpm, by the package that is installed.
        if (purl.Type is PackageTypes.Debian or PackageTypes.Alpine && Qualifier(purl, "upstream") is { } upstream)
        {
            var separator = upstream.IndexOf('@', StringComparison.Ordinal);
            (name, at) = separator < 0 ? (upstream, at) : (upstream[..separator], upstream[(separator + 1)..]);
        }
        return OsvPackages.Of(purl.Type, purl.Namespace, name, Qualifier(purl, "distro")) is { } package ? new(package, at, Qualifier(purl, "rpmmod")) : null;
    }

    private static string Installed(Purl purl) => Qualifier(purl, "epoch") is { } epoch ? $"{epoch}:{purl.Version}" : purl.Version ?? "";

    private static string? Qualifier(Purl purl, string name) => purl.Qualifiers.Where(one => one.Key == name).Select(one => one.Value).FirstOrDefault();
}
