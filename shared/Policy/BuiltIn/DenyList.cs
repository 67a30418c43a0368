using Attestry.Contracts.Evidence;

namespace Attestry.Policy.BuiltIn;

/// <summary>The deny list, ready for many packages: names without wildcard are looked up, only the others are tried one by one.</summary>
internal sealed class DenyList
{
    private readonly ILookup<string, (PackagePattern Pattern, DeniedPackage Entry)> _exact;

    private readonly IReadOnlyList<(PackagePattern Pattern, DeniedPackage Entry)> _wild;

    internal DenyList(IReadOnlyList<DeniedPackage> entries)
    {
        var patterns = entries.Select(entry => (Pattern: Parse(entry), Entry: entry)).ToList();
        _exact = patterns.Where(p => !p.Pattern.HasWildcard).ToLookup(p => p.Pattern.Path, StringComparer.Ordinal);
        _wild = [.. patterns.Where(p => p.Pattern.HasWildcard)];
    }

    /// <summary>The entries that deny the package.</summary>
    internal IEnumerable<DeniedPackage> Find(EvidencePackage package)
    {
        if (!PackageCoordinates.TryParse(package.Purl, out var coordinates))
            coordinates = PackageCoordinates.Of(package.Type, package.Name, package.Version);
        return _exact[coordinates.Path].Where(p => p.Pattern.MatchesVersion(coordinates))
            .Concat(_wild.Where(p => p.Pattern.Matches(coordinates)))
            .Select(p => p.Entry);
    }

    private static PackagePattern Parse(DeniedPackage entry) =>
        PackagePattern.TryParse(entry.Package, out var pattern)
            ? pattern
            : throw new ArgumentException($"'{entry.Package}' is not a package URL pattern.", nameof(entry));
}
