using Attestry.Primitives;
using Attestry.Sbom;
using Attestry.Sbom.Purls;
using Attestry.Vulnerabilities.Osv;
using Attestry.Vulnerabilities.Versions;

namespace Attestry.Evidence.Vulnerabilities;

/// <summary>
/// The words by which packages of layers are found again: <c>ecosystem|name</c>. Which release of a distribution a package belongs to is not known
/// of a layer alone, so there the format stands for the ecosystem.
/// </summary>
public static class PackageKeys
{
    // Longer ones are kept as their digest, for the store's index has an end.
    private const int LongestName = 512;

    /// <summary>Under its own name, and that of its source package.</summary>
    public static IEnumerable<string> Of(Package package)
    {
        ArgumentNullException.ThrowIfNull(package);
        return IsManaged(package.Type)
            ? new[] { package.Name, package.SourceName }.OfType<string>().Distinct().Select(name => Key(package.Type, name))
            : Of(OsvPackages.Of(package.Type, null, package.Name));
    }

    /// <summary>What an advisory is about.</summary>
    public static string Of(OsvPackage package)
    {
        var order = VersionOrders.Of(package.Ecosystem);
        var format = order == VersionOrders.Debian ? PackageTypes.Debian : order == VersionOrders.Alpine ? PackageTypes.Alpine : order == VersionOrders.Rpm ? PackageTypes.Rpm : null;
        return Key(format ?? package.Ecosystem.Split(':')[0], package.Name);
    }

    /// <summary>What a package URL means, in a VEX statement for one; nothing when it is none of a package.</summary>
    public static IEnumerable<string> Of(string purl)
    {
        if (!Purl.TryParse(purl, out var parsed))
            return [];
        return IsManaged(parsed.Type) ? [Key(parsed.Type, parsed.Name)] : Of(OsvPackages.Of(parsed.Type, parsed.Namespace, parsed.Name));
    }

    private static IEnumerable<string> Of(OsvPackage? package) => package is { } known ? [Key(known.Ecosystem, known.Name)] : [];

    private static bool IsManaged(string type) => type is PackageTypes.Debian or PackageTypes.Alpine or PackageTypes.Rpm;

    private static string Key(string ecosystem, string name) =>
        $"{ecosystem}|{(name.Length <= LongestName / 3 || System.Text.Encoding.UTF8.GetByteCount(name) <= LongestName ? name : Digest.Sha256(System.Text.Encoding.UTF8.GetBytes(name)).Text)}";
}
