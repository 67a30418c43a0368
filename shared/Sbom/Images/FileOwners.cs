using Attestry.Sbom.Layers;

namespace Attestry.Sbom.Images;

/// <summary>Which package of the distribution brought a file.</summary>
internal sealed class FileOwners
{
    private static readonly Dictionary<string, string> Types = new(StringComparer.Ordinal)
    {
        ["dpkg-files"] = PackageTypes.Debian,
        ["apk"] = PackageTypes.Alpine,
        ["rpm"] = PackageTypes.Rpm,
    };

    private readonly Dictionary<string, string> _owners = new(StringComparer.Ordinal);

    public FileOwners(IEnumerable<LayerSource> sources, IEnumerable<(Package Package, string Purl)> packages)
    {
        var purls = new Dictionary<(string, string), string>();
        foreach (var (package, purl) in packages.Where(p => IsManaged(p.Package)))
            purls.TryAdd((package.Type, package.Name), purl);
        foreach (var source in sources.Where(s => s.Owned is not null && Types.ContainsKey(s.Cataloger)))
        {
            foreach (var owned in source.Owned!)
            {
                // Of a package that is gone only its list is left: nobody's files.
                if (!purls.TryGetValue((Types[source.Cataloger], owned.Package), out var purl))
                    continue;
                foreach (var path in owned.Paths)
                    _owners.TryAdd(path, purl);
            }
        }
    }

    /// <summary>The package URL of the owner; null of files that nobody owns, and of the distribution's own packages.</summary>
    public string? OwnerOf(Package package, string path) => IsManaged(package) ? null : OwnerOf(path);

    /// <inheritdoc cref="OwnerOf(Package, string)"/>
    public string? OwnerOf(string path)
    {
        if (_owners.Count == 0)
            return null;
        // Since /bin is a link to /usr/bin, packages name a file by one path and layers by the other.
        return _owners.GetValueOrDefault(path)
            ?? _owners.GetValueOrDefault(path.StartsWith("usr/", StringComparison.Ordinal) ? path[4..] : $"usr/{path}");
    }

    private static bool IsManaged(Package package) => package.Type is PackageTypes.Debian or PackageTypes.Alpine or PackageTypes.Rpm;
}
