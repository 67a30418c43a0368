namespace Attestry.Vulnerabilities.Osv;

/// <summary>How OSV qualifies a distribution's ecosystem by its release (OSV Schema §defined ecosystems).</summary>
internal static class OsvReleases
{
    /// <param name="vendor">The purl's namespace, os-release's <c>ID</c>: <c>debian</c>, <c>rocky</c>.</param>
    /// <param name="distro"><c>ID-VERSION_ID</c>, as purl's <c>distro</c> qualifier has it.</param>
    internal static string? Ecosystem(string? vendor, string? distro)
    {
        vendor = vendor?.ToLowerInvariant();
        var release = Release(distro);
        return (vendor, release) switch
        {
            ("wolfi", _) => "Wolfi",
            ("chainguard", _) => "Chainguard",
            ("minimos", _) => "MinimOS",
            ("azurelinux" or "mariner", { Length: > 0 }) => $"Azure Linux:{Numbers(release, 1)}",
            (_, "") => null,
            ("debian", _) => $"Debian:{Numbers(release, 1)}",
            ("ubuntu", _) => Ubuntu(Numbers(release, 2)),
            ("alpine", _) => $"Alpine:v{Numbers(release, 2)}",
            ("redhat" or "rhel", _) => $"Red Hat:{Numbers(release, 1)}",
            ("rocky", _) => $"Rocky Linux:{Numbers(release, 1)}",
            ("almalinux" or "alma", _) => $"AlmaLinux:{Numbers(release, 1)}",
            ("photon", _) => $"Photon OS:{Numbers(release, 2)}",
            ("mageia", _) => $"Mageia:{Numbers(release, 1)}",
            ("opensuse" or "opensuse-leap", _) => $"openSUSE:Leap {Numbers(release, 2)}",
            _ => null,
        };
    }

    /// <summary>What follows the last hyphen before a digit: <c>opensuse-leap-15.5</c> is <c>15.5</c>.</summary>
    private static string Release(string? distro)
    {
        if (distro is null)
            return "";
        for (var i = distro.Length - 1; i >= 0; i--)
        {
            if (distro[i] == '-' && i + 1 < distro.Length && char.IsAsciiDigit(distro[i + 1]))
                return distro[(i + 1)..];
        }
        return distro.Length > 0 && char.IsAsciiDigit(distro[0]) ? distro : "";
    }

    private static string Numbers(string release, int count) => string.Join('.', release.Split('.').Take(count));

    // Releases of even years' April have long-term support, and OSV says so in the name.
    private static string Ubuntu(string release) =>
        release.Split('.') is [[_, _] year, "04"] && int.TryParse(year, out var number) && number % 2 == 0 ? $"Ubuntu:{release}:LTS" : $"Ubuntu:{release}";
}
