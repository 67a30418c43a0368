using System.Globalization;
using Attestry.Primitives;
using Attestry.Primitives.Findings;
using Attestry.Primitives.Limits;
using Attestry.Sbom.Catalogers.Debian;
using Attestry.Sbom.Catalogers.Systems;
using Attestry.Sbom.Layers;
using Attestry.Sbom.Purls;

namespace Attestry.Sbom.Images;

/// <summary>Lays layers over one another (OCI Image Spec 1.1, layer.md §applying changesets), sources and all.</summary>
internal sealed class LayerStack
{
    private readonly SortedDictionary<string, Held> _held = new(StringComparer.Ordinal);
    private readonly HygieneStack _hygiene = new();
    private readonly List<Finding> _findings = [];
    private int _layers;

    public void Push(LayerCatalog layer)
    {
        _layers++;
        _findings.AddRange(layer.Report.Findings);
        var shadow = new LayerShadow(layer);
        _hygiene.Push(layer, shadow);
        var before = Hide(shadow);
        foreach (var source in layer.Sources)
            _held[source.Path] = Origins(source, layer.Layer, before);
    }

    public ImageCatalog Finish()
    {
        var os = OperatingSystem();
        var licences = _held.Values.Where(h => h.Source.Cataloger == "debian-copyright" && h.Source.Facts is not null)
            .ToDictionary(h => h.Source.Path.Split('/')[^2], h => h.Source.Facts![DebianCopyright.Licence], StringComparer.Ordinal);
        var described = new DescribedAssemblies(_held.Values.Select(h => h.Source));
        var found = _held.Values
            .Where(h => !described.Covers(h.Source))
            .SelectMany(h => h.Source.Packages.Select((p, i) => (Package: Licensed(p, licences), h.Source, Origin: h.Origins[i])))
            .Select(x => (x.Package, Purl: PackagePurl.Of(x.Package, os).ToString(), x.Source, x.Origin))
            .ToArray();
        var owners = new FileOwners(_held.Values.Select(h => h.Source), found.Select(f => (f.Package, f.Purl)));
        var packages = found
            .Where(f => owners.OwnerOf(f.Package, f.Source.Path) is null)
            .GroupBy(x => x.Purl, StringComparer.Ordinal)
            .OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => Package(g.Key, [.. g.OrderBy(x => x.Origin.Index).ThenBy(x => x.Source.Path, StringComparer.Ordinal).Select(x => (x.Package, x.Source, x.Origin.Layer))]));
        var provided = found
            .Select(f => (Owner: owners.OwnerOf(f.Package, f.Source.Path), f.Purl))
            .Where(p => p.Owner is not null)
            .ToLookup(p => p.Owner!, p => p.Purl, StringComparer.Ordinal);
        var edges = new DependencyEdges([.. found.Select(f => (f.Package, f.Purl, f.Source))], owners);
        var unread = _held.Values.Select(h => h.Source.Finding).Append(edges.Finding).OfType<Finding>().Concat(GoSums.Compare(_held.Values.Select(h => h.Source)))
            .OrderByDescending(f => f.Severity).Take(SbomLimits.FindingsPerLayer);
        return new(os, [.. packages.Select(p => edges.Describe(Providing(p, provided[p.Purl])))], Users(), [.. _findings, .. unread])
        {
            Hygiene = _hygiene.Finish(),
            Executables = _hygiene.Executables(owners, path => _held.TryGetValue(path, out var held) ? held.Source : null),
        };
    }

    private static ImagePackage Providing(ImagePackage package, IEnumerable<string> provided) =>
        package with { Provides = [.. provided.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)] };

    private static ImagePackage Package(string purl, (Package Package, LayerSource Source, Digest Layer)[] found)
    {
        var (package, source, layer) = found[0];
        var licence = package.Licence ?? found.Select(f => f.Package.Licence).FirstOrDefault(l => l is not null);
        return new(package with { Licence = licence }, purl, layer, source.Path, source.Cataloger, [.. found.Select(f => f.Source.Path).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)]);
    }

    /// <summary>Takes away what the layer hides; answers with what there was, so that a rewritten database keeps its origins.</summary>
    private Dictionary<(string Cataloger, Package Key), Origin> Hide(LayerShadow shadow)
    {
        var before = new Dictionary<(string, Package), Origin>();
        foreach (var (path, held) in _held.Where(h => shadow.Covers(h.Key)).ToArray())
        {
            _held.Remove(path);
            for (var i = 0; i < held.Origins.Count; i++)
                before.TryAdd((held.Source.Cataloger, Key(held.Source.Packages[i])), held.Origins[i]);
        }
        return before;
    }

    // What a layer's file repeats of the file it replaces, or of the database that moved, was there before.
    private Held Origins(LayerSource source, Digest layer, Dictionary<(string Cataloger, Package Key), Origin> before) =>
        new(source, [.. source.Packages.Select(p => before.TryGetValue((source.Cataloger, Key(p)), out var origin) ? origin : new Origin(layer, _layers))]);

    private static Package Key(Package package) => new(package.Type, package.Name, package.Version) { Architecture = package.Architecture };

    private static Package Licensed(Package package, Dictionary<string, string> licences) =>
        package is { Type: PackageTypes.Debian, Licence: null } && licences.TryGetValue(package.Name, out var licence) ? package with { Licence = licence } : package;

    private OsRelease? OperatingSystem()
    {
        // os-release(5): /etc/os-release comes first.
        foreach (var path in (ReadOnlySpan<string>)["etc/os-release", "usr/lib/os-release"])
        {
            if (_held.TryGetValue(path, out var held) && held.Source.Facts is { } facts && facts.TryGetValue(OsReleaseFile.Id, out var id))
                return new(id, facts.GetValueOrDefault(OsReleaseFile.VersionId));
        }
        return null;
    }

    private Dictionary<string, long> Users() =>
        _held.TryGetValue("etc/passwd", out var held) && held.Source.Facts is { } facts
            ? facts.ToDictionary(f => f.Key, f => long.Parse(f.Value, CultureInfo.InvariantCulture), StringComparer.Ordinal)
            : [];

    private readonly record struct Origin(Digest Layer, int Index);

    private sealed record Held(LayerSource Source, IReadOnlyList<Origin> Origins);
}
