using Attestry.Primitives.Limits;
using Attestry.Sbom.Layers;

namespace Attestry.Sbom.Images;

/// <summary>
/// Leads from what packages say they need to the packages that are there, each in the scopes that its source can see
/// (<see cref="PackageScopes"/>): two applications have each their own versions.
/// </summary>
internal sealed class DependencyResolver(FileOwners owners)
{
    private readonly Dictionary<(string Scope, string Type, string Name), List<string>> _named = [];
    private readonly Dictionary<(string Scope, string Type, string Name, string Version), List<string>> _exact = [];

    internal void Add(Package package, LayerSource source, string purl)
    {
        foreach (var scope in PackageScopes.Of(package, source))
        {
            foreach (var name in (IEnumerable<string>)[package.Name, .. package.Provides ?? []])
            {
                var folded = Folded(package, name);
                Put(_named, (scope, package.Type, folded), purl);
                Put(_exact, (scope, package.Type, folded, package.Version), purl);
            }
        }
    }

    /// <summary>Package URLs of what is there; nothing for what is not.</summary>
    /// <param name="needed">In the form of <see cref="Package.DependsOn"/>.</param>
    internal IEnumerable<string> Resolve(Package package, LayerSource source, string needed) => PackageScopes.IsManaged(package)
        ? needed.Split('|').Select(one => Managed(package, one)).FirstOrDefault(found => found.Count > 0) ?? []
        : Find(package, source, needed);

    // Names of distributions hold an @ themselves. A file that nobody provides by its path may be one that a package brought.
    private List<string> Managed(Package package, string name) =>
        _named.TryGetValue(("", package.Type, name), out var found) ? found
        : name.StartsWith('/') && owners.OwnerOf(name[1..]) is { } owner ? [owner]
        : [];

    private List<string> Find(Package package, LayerSource source, string needed)
    {
        var at = needed.LastIndexOf('@');
        var (name, version) = at > 0 ? (Folded(package, needed[..at]), needed[(at + 1)..]) : (Folded(package, needed), null);
        foreach (var scope in PackageScopes.From(package, source))
        {
            if (version is not null && _exact.TryGetValue((scope, package.Type, name, version), out var exact))
                return exact;
            // One of another version is what was chosen in its place. Of a name without version, every one that is near.
            if (_named.TryGetValue((scope, package.Type, name), out var there) && (there.Count == 1 || (version is null && !PackageScopes.IsLoose(scope))))
                return there;
        }
        return [];
    }

    private static void Put<TKey>(Dictionary<TKey, List<string>> known, TKey key, string purl)
        where TKey : notnull
    {
        if (!known.TryGetValue(key, out var purls))
            known.Add(key, purls = []);
        if (purls.Count < SbomLimits.DependencyCandidates && !purls.Contains(purl))
            purls.Add(purl);
    }

    private static string Folded(Package package, string name) => package.Type switch
    {
        PackageTypes.NuGet or PackageTypes.Composer => name.ToLowerInvariant(),
        PackageTypes.Python => name.ToLowerInvariant().Replace('_', '-').Replace('.', '-'),
        _ => name,
    };
}
