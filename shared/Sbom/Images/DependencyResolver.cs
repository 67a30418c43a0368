using Attestry.Sbom.Layers;

namespace Attestry.Sbom.Images;

/// <summary>
/// Leads from what packages say they need to the packages that are there. A name of a distribution is looked up in the whole image,
/// every other in the file that says it: two applications have each their own versions.
/// </summary>
internal sealed class DependencyResolver
{
    private readonly Dictionary<(string Scope, string Type, string Name), List<(string Version, string Purl)>> _known = [];

    internal void Add(Package package, LayerSource source, string purl)
    {
        foreach (var name in (IEnumerable<string>)[package.Name, .. package.Provides ?? []])
        {
            var key = (Scope(package, source), package.Type, Folded(package, name));
            if (!_known.TryGetValue(key, out var versions))
                _known.Add(key, versions = []);
            versions.Add((package.Version, purl));
        }
    }

    internal IEnumerable<string> Resolve(Package package, LayerSource source) =>
        (package.DependsOn ?? []).SelectMany(needed => needed.Split('|').Select(one => Find(package, source, one)).FirstOrDefault(found => found.Length > 0) ?? []);

    // Of a name without version, every one: multi-architecture systems have two, and either may be meant.
    private string[] Find(Package package, LayerSource source, string needed)
    {
        var at = needed.LastIndexOf('@');
        var (name, version) = at > 0 ? (needed[..at], needed[(at + 1)..]) : (needed, null);
        if (!_known.TryGetValue((Scope(package, source), package.Type, Folded(package, name)), out var there))
            return [];
        var exact = there.Where(one => one.Version == version).Select(one => one.Purl).ToArray();
        return exact.Length > 0 ? exact : version is null || there.Count == 1 ? [.. there.Select(one => one.Purl)] : [];
    }

    private static string Scope(Package package, LayerSource source) =>
        package.Type is PackageTypes.Debian or PackageTypes.Alpine or PackageTypes.Rpm ? "" : source.Path;

    private static string Folded(Package package, string name) => package.Type switch
    {
        PackageTypes.NuGet => name.ToLowerInvariant(),
        PackageTypes.Python => name.ToLowerInvariant().Replace('_', '-').Replace('.', '-'),
        _ => name,
    };
}
