using System.Text.Json;
using Attestry.Primitives;
using Attestry.Primitives.Limits;

namespace Attestry.Sbom.Catalogers.Npm;

/// <summary>
/// npm's lock file, versions 1 to 3 (npm docs, package-lock.json). What only development needs is left out: an image's
/// lock file also lists what its build stage had.
/// </summary>
internal static class PackageLock
{
    private const string Modules = "node_modules/";

    internal static void Read(ReadOnlyMemory<byte> content, SourceSink found)
    {
        // Inside an installed package it describes that package's own development, and nothing that is here.
        if (!found.Path.Contains(Modules, StringComparison.Ordinal))
            JsonSource.Read(content, found, Read);
    }

    private static void Read(JsonElement root, SourceSink found)
    {
        if (root.Object("packages") is { } packages)
            ReadPackages(Members(packages), found);
        else if (root.Object("dependencies") is { } dependencies)
            ReadDependencies(Members(dependencies), [], found);
    }

    // Versions 2 and 3: keyed by folder, "node_modules/a/node_modules/@scope/b"; "" is the project itself, others without node_modules its workspaces.
    private static void ReadPackages(Dictionary<string, JsonElement> packages, SourceSink found)
    {
        var direct = packages.Where(p => !p.Key.Contains(Modules, StringComparison.Ordinal))
            .SelectMany(p => PackageManifest.Names(p.Value, "dependencies").Concat(PackageManifest.Names(p.Value, "optionalDependencies")).Select(name => Nearest(packages, p.Key, name)))
            .OfType<string>()
            .ToHashSet(StringComparer.Ordinal);
        foreach (var (path, package) in packages)
        {
            var at = path.LastIndexOf(Modules, StringComparison.Ordinal);
            if (at < 0 || package.Flag("dev") || package.Flag("link"))
                continue;
            Add(package.Text("name") ?? path[(at + Modules.Length)..], package, Chosen(packages, path, PackageManifest.Needed(package)), Chosen(packages, path, PackageManifest.Optional(package)), direct.Contains(path), found);
        }
    }

    private static IEnumerable<string> Chosen(Dictionary<string, JsonElement> packages, string path, IEnumerable<string> names)
    {
        foreach (var name in names.Distinct(StringComparer.Ordinal))
        {
            if (Nearest(packages, path, name) is { } folder && packages[folder] is var package && package.Text("version") is { } version)
                yield return $"{package.Text("name") ?? name}@{version}";
        }
    }

    // Node's rule: the nearest node_modules on the way up holds what is meant (Node.js, modules, "Loading from node_modules folders").
    private static string? Nearest(Dictionary<string, JsonElement> packages, string path, string name)
    {
        if (path.Length + name.Length > SbomLimits.FieldCharacters)
            return null;
        for (var (folder, left) = (path, SbomLimits.NodeModulesDepth); left > 0; left--)
        {
            var at = folder.Length == 0 ? Modules + name : $"{folder}/{Modules}{name}";
            if (packages.ContainsKey(at))
                return at;
            if (folder.Length == 0)
                return null;
            folder = folder.LastIndexOf(Modules, StringComparison.Ordinal) is > 0 and var up ? folder[..(up - 1)] : "";
        }
        return null;
    }

    // Version 1: nested as the folders are. StrictJson bounds the depth.
    private static void ReadDependencies(Dictionary<string, JsonElement> dependencies, IReadOnlyList<Dictionary<string, JsonElement>> around, SourceSink found)
    {
        IReadOnlyList<Dictionary<string, JsonElement>> scope = [dependencies, .. around];
        foreach (var (name, package) in dependencies)
        {
            if (package.Flag("dev"))
                continue;
            var nested = package.Object("dependencies") is { } inner ? Members(inner) : [];
            IEnumerable<Dictionary<string, JsonElement>> reach = [nested, .. scope];
            Add(name, package, PackageManifest.Names(package, "requires").Select(asked => Installed(reach, asked)).OfType<string>(), [], false, found);
            if (nested.Count > 0)
                ReadDependencies(nested, scope, found);
        }
    }

    private static string? Installed(IEnumerable<Dictionary<string, JsonElement>> reach, string name)
    {
        foreach (var folder in reach)
        {
            if (folder.TryGetValue(name, out var package))
                return package.Text("version") is { } version ? Joined(Aliased(name, version)) : null;
        }
        return null;
    }

    private static Dictionary<string, JsonElement> Members(JsonElement owner)
    {
        var members = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var member in owner.EnumerateObject())
            members.TryAdd(member.Name, member.Value);
        return members;
    }

    private static string Joined((string Name, string Version) package) => $"{package.Name}@{package.Version}";

    // An alias installs another package under this name: "npm:real@1.2.3".
    private static (string Name, string Version) Aliased(string name, string version) =>
        version.StartsWith("npm:", StringComparison.Ordinal) && version.LastIndexOf('@') is var at and > 4 ? (version[4..at], version[(at + 1)..]) : (name, version);

    private static void Add(string name, JsonElement package, IEnumerable<string> needed, IEnumerable<string> optional, bool isDirect, SourceSink found)
    {
        (name, var version) = Aliased(name, package.Text("version") ?? "");
        if (version.Length == 0)
            found.Malformed($"'{Bounded.Quote(name)}' has no version");
        else
            found.Add(new(PackageTypes.Npm, name, version)
            {
                Licence = PackageManifest.Licence(package),
                DependsOn = [.. needed],
                OptionallyDependsOn = [.. optional],
                IsDirect = isDirect,
                Properties = package.Text("integrity") is { Length: > 0 and < 512 } integrity
                    ? new SortedDictionary<string, string>(StringComparer.Ordinal) { ["npm:integrity"] = integrity }
                    : null,
            });
    }
}
