using Attestry.Primitives.Limits;
using Attestry.Sbom.Layers;

namespace Attestry.Sbom.Images;

/// <summary>
/// Where the packages of a source can be found by others, and where its own look for what they need. A lock file speaks of itself alone;
/// packages that were installed each have a file of their own and find one another as their language does.
/// </summary>
internal static class PackageScopes
{
    private const string Modules = "node_modules";

    /// <summary>Packages of the distribution: one set in the whole image.</summary>
    private const string Distribution = "";

    /// <summary>Where a source's packages are listed.</summary>
    internal static IEnumerable<string> Of(Package package, LayerSource source) => source.Cataloger switch
    {
        _ when IsManaged(package) => [Distribution],
        "npm-package" => [source.Path[..(source.Path.LastIndexOf(Modules + "/", StringComparison.Ordinal) + Modules.Length)]],
        "python-metadata" or "ruby-gemspec" => [Home(source), Everywhere(source)],
        "java-archive" => [source.Path, Folder(source.Path, 1), Everywhere(source)],
        _ => [source.Path],
    };

    /// <summary>Where it is looked, the nearest first.</summary>
    internal static IEnumerable<string> From(Package package, LayerSource source) =>
        source.Cataloger == "npm-package" ? NodeModules(Folder(source.Path, 1)) : Of(package, source);

    /// <summary>A set of all there is of a language: what it has twice may be meant by either, so only what is there once is taken from it.</summary>
    internal static bool IsLoose(string scope) => scope.StartsWith('*');

    internal static bool IsManaged(Package package) => package.Type is PackageTypes.Debian or PackageTypes.Alpine or PackageTypes.Rpm;

    // A Python distribution lies in a folder of its own, or is one file; gems that come with Ruby lie one folder deeper.
    private static string Home(LayerSource source)
    {
        var folder = Folder(source.Path, source.Path.EndsWith("/METADATA", StringComparison.Ordinal) || source.Path.EndsWith("/PKG-INFO", StringComparison.Ordinal) ? 2 : 1);
        return source.Cataloger == "ruby-gemspec" && folder.EndsWith("/default", StringComparison.Ordinal) ? folder[..^"/default".Length] : folder;
    }

    private static string Everywhere(LayerSource source) => "*" + source.Cataloger;

    // Node.js, modules, "Loading from node_modules folders": of every folder on the way up the node_modules in it.
    private static IEnumerable<string> NodeModules(string folder)
    {
        for (var left = SbomLimits.NodeModulesDepth; left > 0; left--)
        {
            yield return folder.Length == 0 ? Modules : $"{folder}/{Modules}";
            if (folder.LastIndexOf(Modules + "/", StringComparison.Ordinal) is not (>= 0 and var at))
                yield break;
            folder = folder[..at].TrimEnd('/');
        }
    }

    private static string Folder(string path, int up)
    {
        for (; up > 0; up--)
            path = path.LastIndexOf('/') is >= 0 and var slash ? path[..slash] : "";
        return path;
    }
}
