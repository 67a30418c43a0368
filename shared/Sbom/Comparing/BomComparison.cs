using Attestry.Primitives;
using Attestry.Primitives.Findings;
using Attestry.Primitives.Limits;
using Attestry.Sbom.Documents;
using Attestry.Sbom.Purls;

namespace Attestry.Sbom.Comparing;

/// <summary>
/// Compares packages of two bills of materials: what was found with what is stated. Packages are the same by type, namespace and
/// name of their package URLs; how often and where one lies is not compared, nor are files, systems and the subject.
/// </summary>
public static class BomComparison
{
    // Of what the catalogers find in images. A document may list more: of types that nobody looked for nothing can be said.
    private static readonly HashSet<string> Catalogued =
    [
        PackageTypes.Alpine, PackageTypes.Cargo, PackageTypes.Composer, PackageTypes.Conan, PackageTypes.Dart, PackageTypes.Debian, PackageTypes.Gem,
        PackageTypes.Go, PackageTypes.Maven, PackageTypes.Npm, PackageTypes.NuGet, PackageTypes.Python, PackageTypes.Rpm, PackageTypes.Swift,
    ];

    /// <summary>In ordinal order of packages.</summary>
    /// <param name="found">Taken as true.</param>
    /// <param name="onlyCatalogued">Leave out what has no package URL, or one of a type that no cataloger looks for.</param>
    public static IReadOnlyList<BomDifference> Compare(BillOfMaterials found, BillOfMaterials stated, bool onlyCatalogued)
    {
        var (first, second) = (Packages(found, onlyCatalogued), Packages(stated, onlyCatalogued));
        var differences = new List<BomDifference>();
        foreach (var package in first.Keys.Union(second.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            var (here, there) = (first.GetValueOrDefault(package), second.GetValueOrDefault(package));
            string[] left = [.. (here ?? []).Except(there ?? [], StringComparer.Ordinal)], right = [.. (there ?? []).Except(here ?? [], StringComparer.Ordinal)];
            if (there is null)
                differences.Add(new(BomDifferenceKind.Missing, package, left, []));
            else if (here is null)
                differences.Add(new(BomDifferenceKind.Extra, package, [], right));
            // A version that is not known differs from none.
            else if ((left.Length > 0 || right.Length > 0) && !here.Contains("") && !there.Contains(""))
                differences.Add(new(BomDifferenceKind.VersionDiffers, package, left, right));
        }
        return differences;
    }

    /// <summary>As findings about the document that states, bounded; the worst first.</summary>
    /// <param name="document">How the document is called: a digest, a file.</param>
    public static IReadOnlyList<Finding> Findings(IReadOnlyList<BomDifference> differences, string document)
    {
        var findings = differences.OrderBy(d => d.Kind).Take(BomLimits.Differences).Select(d => Finding(d, document)).ToList();
        if (differences.Count > findings.Count)
            findings.Add(new(BomFindings.MoreDifferences, Severity.Medium, $"The SBOM differs in {differences.Count - findings.Count} more packages.", document));
        return findings;
    }

    private static Finding Finding(BomDifference difference, string document)
    {
        var package = Bounded.Quote(difference.Package);
        return difference.Kind switch
        {
            BomDifferenceKind.Missing => new(BomFindings.PackageMissing, Severity.Medium, $"The SBOM does not list {package} {Text(difference.Found)}, which is there.", document),
            BomDifferenceKind.Extra => new(BomFindings.PackageExtra, Severity.Low, $"The SBOM lists {package} {Text(difference.Stated)}, which was not found.", document),
            _ => new(BomFindings.VersionDiffers, Severity.Medium, $"The SBOM lists {package} as {Text(difference.Stated)}; found was {Text(difference.Found)}.", document),
        };
    }

    private static string Text(IReadOnlyList<string> versions) =>
        versions.Count == 0 ? "in fewer versions" : Bounded.Quote(string.Join(", ", versions.Select(v => v.Length == 0 ? "without version" : v)));

    private static Dictionary<string, SortedSet<string>> Packages(BillOfMaterials bom, bool onlyCatalogued)
    {
        var packages = new Dictionary<string, SortedSet<string>>(StringComparer.Ordinal);
        foreach (var component in bom.Components.Where(c => c.Id != bom.Subject && c.Kind is not (BomComponentKind.File or BomComponentKind.OperatingSystem or BomComponentKind.Container)))
        {
            var purl = Purl.TryParse(component.Purl, out var parsed) ? parsed : null;
            if (onlyCatalogued && (purl is null || !Catalogued.Contains(purl.Type)))
                continue;
            var key = purl is null ? component.Name : Purl.Create(purl.Type, purl.Namespace, purl.Name).ToString();
            if (!packages.TryGetValue(key, out var versions))
                packages.Add(key, versions = new(StringComparer.Ordinal));
            versions.Add(Version(purl, purl?.Version ?? component.Version ?? ""));
        }
        return packages;
    }

    // Tools write Go's versions with and without their v, rpm's with the epoch in it or as a qualifier, and a toolchain that has none as (devel).
    private static string Version(Purl? purl, string version) => purl?.Type switch
    {
        PackageTypes.Go => version is "(devel)" or "UNKNOWN" ? "" : version.TrimStart('v'),
        PackageTypes.Rpm => version[(version.IndexOf(':', StringComparison.Ordinal) + 1)..],
        _ => version,
    };
}
