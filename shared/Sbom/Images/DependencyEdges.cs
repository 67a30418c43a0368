using Attestry.Primitives.Findings;
using Attestry.Primitives.Limits;
using Attestry.Sbom.Layers;

namespace Attestry.Sbom.Images;

/// <summary>What needs and what holds what among the packages of an image, by package URLs.</summary>
internal sealed class DependencyEdges
{
    private readonly Dictionary<string, Dictionary<string, bool>> _needs = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HashSet<string>> _parts = new(StringComparer.Ordinal);
    private readonly HashSet<string> _direct = new(StringComparer.Ordinal);
    private readonly FileOwners _owners;
    private int _left = SbomLimits.DependenciesPerImage;

    /// <param name="found">Packages with their URLs and the sources that tell of them.</param>
    internal DependencyEdges(IReadOnlyCollection<(Package Package, string Purl, LayerSource Source)> found, FileOwners owners)
    {
        _owners = owners;
        var resolver = new DependencyResolver(owners);
        foreach (var (package, purl, source) in found)
            resolver.Add(package, source, Known(package, purl, source));
        foreach (var (package, purl, source) in found)
            Take(package, Known(package, purl, source), source, resolver);
    }

    /// <summary>Null when nothing was left out.</summary>
    internal Finding? Finding => _left > 0 ? null : new(SbomFindings.TooMany, Severity.Medium, $"The image's packages need one another more than {SbomLimits.DependenciesPerImage} times; the rest is left out.");

    internal ImagePackage Describe(ImagePackage package) => package with
    {
        DependsOn = [.. Needs(package).Select(edge => edge.Key).Order(StringComparer.Ordinal)],
        OptionallyDependsOn = [.. Needs(package).Where(edge => edge.Value).Select(edge => edge.Key).Order(StringComparer.Ordinal)],
        Contains = _parts.TryGetValue(package.Purl, out var parts) ? [.. parts.Order(StringComparer.Ordinal)] : [],
        IsDirect = _direct.Contains(package.Purl),
    };

    private Dictionary<string, bool> Needs(ImagePackage package) => _needs.TryGetValue(package.Purl, out var needs) ? needs : [];

    private void Take(Package package, string purl, LayerSource source, DependencyResolver resolver)
    {
        if (package.IsDirect)
            _direct.Add(purl);
        foreach (var (names, optional) in new[] { (package.DependsOn, false), (package.OptionallyDependsOn, true) })
        {
            foreach (var needed in (names ?? []).SelectMany(name => resolver.Resolve(package, source, name)))
                Connect(purl, needed, optional);
        }
        foreach (var container in package.PartOf is { } whole ? resolver.Resolve(package, source, whole) : [])
        {
            if (container != purl && Of(_parts, container).Add(purl))
                _left--;
        }
    }

    // What one file insists on is needed, whatever another says.
    private void Connect(string from, string to, bool optional)
    {
        if (from == to || _left <= 0)
            return;
        var needs = Of(_needs, from);
        if (!needs.TryGetValue(to, out var known))
            _left--;
        else if (!known)
            return;
        needs[to] = optional;
    }

    // What belongs to a package of the distribution is that package: it needs, and is needed, in its name.
    private string Known(Package package, string purl, LayerSource source) => _owners.OwnerOf(package, source.Path) ?? purl;

    private static TValue Of<TValue>(Dictionary<string, TValue> all, string key)
        where TValue : new()
    {
        if (!all.TryGetValue(key, out var found))
            all.Add(key, found = new());
        return found;
    }
}
