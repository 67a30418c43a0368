using Attestry.Sbom.Images;

namespace Attestry.Sbom.Comparison;

/// <summary>A package that is not the same in two images.</summary>
/// <param name="Before">Version; null of a package that came.</param>
/// <param name="After">Version; null of a package that went.</param>
public sealed record PackageChange(string Type, string Name, string? Before, string? After)
{
    /// <summary>Packages that came, went, or have another version, by type and name. Where an image has several versions of one, they come and go.</summary>
    internal static IReadOnlyList<PackageChange> Between(IReadOnlyList<ImagePackage> before, IReadOnlyList<ImagePackage> after)
    {
        var (old, young) = (Versions(before), Versions(after));
        var changes = new List<PackageChange>();
        foreach (var (type, name) in old.Select(g => g.Key).Union(young.Select(g => g.Key)).Order())
        {
            var gone = old[(type, name)].Except(young[(type, name)], StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray();
            var come = young[(type, name)].Except(old[(type, name)], StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray();
            if (gone is [var from] && come is [var to])
                changes.Add(new(type, name, from, to));
            else
                changes.AddRange([.. gone.Select(version => new PackageChange(type, name, version, null)), .. come.Select(version => new PackageChange(type, name, null, version))]);
        }
        return changes;
    }

    private static ILookup<(string Type, string Name), string> Versions(IReadOnlyList<ImagePackage> packages) =>
        packages.ToLookup(p => (p.Package.Type, p.Package.Name), p => p.Package.Version ?? "");
}
