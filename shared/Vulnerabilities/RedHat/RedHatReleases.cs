namespace Attestry.Vulnerabilities.RedHat;

/// <summary>
/// Which release of Red Hat Enterprise Linux a product is of. Repositories and support streams (<c>appstream</c>, <c>rhel_eus:8.6</c>) are of
/// their major release: what an image says of itself does not tell them apart.
/// </summary>
internal static class RedHatReleases
{
    private const string Name = "Red Hat";

    private const string Cpe = "redhat:";

    /// <param name="cpe">CPE 2.2: <c>cpe:/o:redhat:enterprise_linux:8::baseos</c>, <c>cpe:/a:redhat:rhel_eus:8.6::appstream</c>.</param>
    /// <returns><c>Red Hat:8</c>; null when it is of another product.</returns>
    internal static string? OfCpe(string cpe) => Product(cpe) is { } product ? OfProduct(product) : null;

    /// <summary>The product with its version and no more: <c>rhel_eus:8.6</c>. Null when it is none of this vendor.</summary>
    internal static string? Stream(string cpe) => Product(cpe)?.Split(':') is [var product, var version, ..] ? $"{product}:{version}" : null;

    /// <summary>OSV names the vendor's products by the rest of their CPE (<c>Red Hat:enterprise_linux:9::appstream</c>); other ecosystems stay as they are.</summary>
    internal static string Normal(string ecosystem) =>
        ecosystem.StartsWith(Name + ":", StringComparison.Ordinal) && OfProduct(ecosystem[(Name.Length + 1)..]) is { } release ? release : ecosystem;

    private static string? Product(string cpe) =>
        cpe.StartsWith("cpe:/", StringComparison.Ordinal) && cpe.IndexOf(Cpe, StringComparison.Ordinal) is 7 and var at ? cpe[(at + Cpe.Length)..] : null;

    private static string? OfProduct(string product)
    {
        var parts = product.Split(':');
        if (parts.Length < 2 || (parts[0] != "enterprise_linux" && !parts[0].StartsWith("rhel_", StringComparison.Ordinal)))
            return null;
        // Products with versions of their own name the release as edition: rhel_software_collections:3::el7.
        var edition = parts.Length > 3 && parts[3].StartsWith("el", StringComparison.Ordinal) ? parts[3][2..] : "";
        var major = Number(edition) ?? Number(parts[1].Split('.')[0]);
        return major is null ? null : $"{Name}:{major}";
    }

    private static string? Number(string text) => text.Length is 1 or 2 && text.All(char.IsAsciiDigit) ? text : null;
}
