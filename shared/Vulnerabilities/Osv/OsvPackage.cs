namespace Attestry.Vulnerabilities.Osv;

/// <summary>A package as OSV databases name it: ecosystem with release, and the name in its normal form.</summary>
/// <param name="Ecosystem"><c>Go</c>, <c>Debian:12</c>, <c>Alpine:v3.19</c>.</param>
public readonly record struct OsvPackage(string Ecosystem, string Name)
{
    /// <summary>As an advisory writes it; only the name is brought into its normal form.</summary>
    public static OsvPackage Of(string ecosystem, string name) => new(ecosystem, Normal(ecosystem, name));

    // PEP 503 for PyPI; NuGet and Composer do not look at letter case. The others' names are exact.
    private static string Normal(string ecosystem, string name) => ecosystem switch
    {
        "PyPI" => PythonName(name),
        "NuGet" or "Packagist" or "GitHub Actions" => name.ToLowerInvariant(),
        _ => name,
    };

    private static string PythonName(string name)
    {
        var parts = name.ToLowerInvariant().Split(['-', '_', '.'], StringSplitOptions.RemoveEmptyEntries);
        return string.Join('-', parts);
    }
}
