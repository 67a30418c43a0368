using System.Text.Json;
using Attestry.Primitives;

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
            ReadPackages(packages, found);
        else if (root.Object("dependencies") is { } dependencies)
            ReadDependencies(dependencies, [], found);
    }

    // Versions 2 and 3: keyed by folder, "node_modules/a/node_modules/@scope/b"; "" is the project itself.
    private static void ReadPackages(JsonElement packages, SourceSink found)
    {
        foreach (var (path, package) in packages.EnumerateObject().Select(p => (p.Name, p.Value)))
        {
            var at = path.LastIndexOf(Modules, StringComparison.Ordinal);
            if (at >= 0 && !package.Flag("dev") && !package.Flag("link"))
                Add(package.Text("name") ?? path[(at + Modules.Length)..], package, Needed(packages, path, package), found);
        }
    }

    // Node's rule: the nearest node_modules on the way up holds what is meant (Node.js, modules, "Loading from node_modules folders").
    private static IEnumerable<string> Needed(JsonElement packages, string path, JsonElement package)
    {
        foreach (var name in Asked(package, "dependencies", "optionalDependencies", "peerDependencies"))
        {
            for (var folder = path; ;)
            {
                var at = folder.Length == 0 ? Modules + name : $"{folder}/{Modules}{name}";
                if (packages.Object(at) is { } found)
                {
                    if (found.Text("version") is { } version)
                        yield return $"{found.Text("name") ?? name}@{version}";
                    break;
                }
                if (folder.Length == 0)
                    break;
                folder = folder.LastIndexOf(Modules, StringComparison.Ordinal) is > 0 and var up ? folder[..(up - 1)] : "";
            }
        }
    }

    private static IEnumerable<string> Asked(JsonElement package, params string[] members) =>
        members.Select(member => package.Object(member)).OfType<JsonElement>().SelectMany(asked => asked.EnumerateObject()).Select(one => one.Name).Distinct(StringComparer.Ordinal);

    // Version 1: nested as the folders are. StrictJson bounds the depth.
    private static void ReadDependencies(JsonElement dependencies, IReadOnlyList<JsonElement> around, SourceSink found)
    {
        IReadOnlyList<JsonElement> scope = [dependencies, .. around];
        foreach (var (name, package) in dependencies.EnumerateObject().Select(p => (p.Name, p.Value)))
        {
            if (package.Flag("dev"))
                continue;
            var nested = package.Object("dependencies");
            IEnumerable<JsonElement> reach = nested is { } own ? [own, .. scope] : scope;
            Add(name, package, Asked(package, "requires").Select(asked => Installed(reach, asked)).OfType<string>(), found);
            if (nested is { } inner)
                ReadDependencies(inner, scope, found);
        }
    }

    private static string? Installed(IEnumerable<JsonElement> reach, string name) =>
        reach.Select(one => one.Object(name)).FirstOrDefault(one => one is not null)?.Text("version") is { } version
            ? Joined(Aliased(name, version))
            : null;

    private static string Joined((string Name, string Version) package) => $"{package.Name}@{package.Version}";

    // An alias installs another package under this name: "npm:real@1.2.3".
    private static (string Name, string Version) Aliased(string name, string version) =>
        version.StartsWith("npm:", StringComparison.Ordinal) && version.LastIndexOf('@') is var at and > 4 ? (version[4..at], version[(at + 1)..]) : (name, version);

    private static void Add(string name, JsonElement package, IEnumerable<string> needed, SourceSink found)
    {
        (name, var version) = Aliased(name, package.Text("version") ?? "");
        if (version.Length == 0)
            found.Malformed($"'{Bounded.Quote(name)}' has no version");
        else
            found.Add(new(PackageTypes.Npm, name, version)
            {
                Licence = PackageManifest.Licence(package),
                DependsOn = [.. needed],
                Properties = package.Text("integrity") is { Length: > 0 and < 512 } integrity
                    ? new SortedDictionary<string, string>(StringComparer.Ordinal) { ["npm:integrity"] = integrity }
                    : null,
            });
    }
}
