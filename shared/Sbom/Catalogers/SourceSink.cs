using Attestry.Primitives;
using Attestry.Primitives.Findings;
using Attestry.Primitives.Limits;
using Attestry.Sbom.Layers;
using Attestry.Sbom.Memory;

namespace Attestry.Sbom.Catalogers;

/// <summary>Gathers what one file tells; refuses names that could not be one.</summary>
internal sealed class SourceSink(string path, Severity unread, int mostPackages)
{
    private readonly List<Package> _packages = [];
    private readonly SortedDictionary<string, string> _facts = new(StringComparer.Ordinal);
    private readonly List<OwnedFiles> _owned = [];
    private int _ownedPaths;
    private Finding? _finding;

    public string Path => path;

    public int Count => _packages.Count;

    /// <summary>For what the file holds packed.</summary>
    public WorkingMemory Memory { get; init; } = WorkingMemory.Shared;

    /// <summary>Adds the package; one without a usable name is noted instead.</summary>
    public void Add(Package package)
    {
        if (!IsName(package.Name) || !IsField(package.Version))
            Malformed($"a package is named '{Bounded.Quote(package.Name)}' with version '{Bounded.Quote(package.Version)}'");
        else if (_packages.Count >= mostPackages)
            _finding ??= TooMany(path);
        else
            _packages.Add(package with
            {
                Licence = package.Licence is { Length: > 0 } licence && IsField(licence) ? licence : null,
                DependsOn = Names(package.DependsOn),
                Provides = Names(package.Provides),
            });
    }

    /// <summary>Something that is no package: a user's number, the distribution's name. The first of a name counts.</summary>
    public void Fact(string name, string value)
    {
        if (name.Length > 0 && IsField(name) && IsField(value))
            _facts.TryAdd(name, value);
    }

    /// <summary>Files that a package manager installed as part of a package; only those are kept that may tell of packages themselves.</summary>
    /// <param name="paths">In the image's root, without leading slash.</param>
    public void Own(string package, IEnumerable<string> paths)
    {
        var kept = paths.Where(OwnedFiles.MayTell).Take(SbomLimits.OwnedPathsPerSource - _ownedPaths).Order(StringComparer.Ordinal).ToArray();
        if (kept.Length == 0 || !IsName(package))
            return;
        _ownedPaths += kept.Length;
        _owned.Add(new(package, kept));
    }

    public void Malformed(string why) =>
        _finding ??= new(SbomFindings.SourceMalformed, unread, $"The file could not be read: {why}.", path);

    public void Note(Finding finding) => _finding ??= finding;

    public LayerSource Finish(string cataloger) =>
        new(path, cataloger, _packages) { Facts = _facts.Count == 0 ? null : _facts, Owned = _owned.Count == 0 ? null : _owned, Finding = _finding };

    /// <summary>No more packages than the layer may still have.</summary>
    public static LayerSource Cut(LayerSource source, int mostPackages) => source.Packages.Count <= mostPackages
        ? source
        : source with { Packages = [.. source.Packages.Take(mostPackages)], Finding = source.Finding ?? TooMany(source.Path) };

    private static Finding TooMany(string path) =>
        new(SbomFindings.TooMany, Severity.High, $"The layer lists more than {SbomLimits.PackagesPerLayer} packages.", path);

    // A list once for each name; most packages have none.
    private static string[]? Names(IReadOnlyList<string>? names) =>
        names is { Count: > 0 } && names.Where(IsName).Distinct(StringComparer.Ordinal).Take(SbomLimits.DependenciesPerPackage).Order(StringComparer.Ordinal).ToArray() is { Length: > 0 } kept ? kept : null;

    private static bool IsName(string text) =>
        text.Length > 0 && IsField(text) && text[0] != '/' && text[^1] != '/' && !string.IsNullOrWhiteSpace(text);

    private static bool IsField(string text) => text.Length <= SbomLimits.FieldCharacters && !text.Any(char.IsControl);
}
