using System.Collections.Frozen;

namespace Attestry.Vulnerabilities.Versions;

/// <summary>The table of version orders, one per scheme, and which of OSV's ecosystems follows which.</summary>
public static class VersionOrders
{
    public static readonly VersionOrder Debian = new DebianVersionOrder();
    public static readonly VersionOrder Alpine = new AlpineVersionOrder();
    public static readonly VersionOrder Rpm = new RpmVersionOrder();
    public static readonly VersionOrder SemVer = new SemVerOrder();
    public static readonly VersionOrder Pub = new PubVersionOrder();
    public static readonly VersionOrder NumberList = new NumberListVersionOrder();
    public static readonly VersionOrder Go = new GoVersionOrder();
    public static readonly VersionOrder Python = new PythonVersionOrder();
    public static readonly VersionOrder Maven = new MavenVersionOrder();
    public static readonly VersionOrder NuGet = new NuGetVersionOrder();
    public static readonly VersionOrder RubyGems = new RubyGemsVersionOrder();
    public static readonly VersionOrder Packagist = new PackagistVersionOrder();

    /// <summary>By OSV's ecosystem name without the part after the colon (OSV Schema 1.7 §affected[].package).</summary>
    private static readonly FrozenDictionary<string, VersionOrder> ByEcosystem = new Dictionary<string, VersionOrder>
    {
        ["Alpaquita"] = Alpine,
        ["Alpine"] = Alpine,
        ["BellSoft Hardened Containers"] = Alpine,
        ["Chainguard"] = Alpine,
        ["MinimOS"] = Alpine,
        ["Wolfi"] = Alpine,
        ["Debian"] = Debian,
        ["Echo"] = Debian,
        ["Ubuntu"] = Debian,
        ["AlmaLinux"] = Rpm,
        ["Azure Linux"] = Rpm,
        ["Mageia"] = Rpm,
        ["Photon OS"] = Rpm,
        ["Red Hat"] = Rpm,
        ["Rocky Linux"] = Rpm,
        ["SUSE"] = Rpm,
        ["openEuler"] = Rpm,
        ["openSUSE"] = Rpm,
        ["Bitnami"] = SemVer,
        ["crates.io"] = SemVer,
        ["GitHub Actions"] = SemVer,
        ["Hex"] = SemVer,
        ["npm"] = SemVer,
        ["SwiftURL"] = SemVer,
        ["Pub"] = Pub,
        ["Bioconductor"] = NumberList,
        ["CRAN"] = NumberList,
        ["GHC"] = NumberList,
        ["Hackage"] = NumberList,
        ["Go"] = Go,
        ["Maven"] = Maven,
        ["NuGet"] = NuGet,
        ["Packagist"] = Packagist,
        ["PyPI"] = Python,
        ["RubyGems"] = RubyGems,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The order of an OSV ecosystem (<c>Debian:12</c>, <c>npm</c>); null when it is not known here, so that no range of it can be judged.</summary>
    public static VersionOrder? Of(string ecosystem)
    {
        var colon = ecosystem.IndexOf(':');
        return ByEcosystem.GetValueOrDefault(colon < 0 ? ecosystem : ecosystem[..colon]);
    }
}
