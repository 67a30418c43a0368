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
            ReadDependencies(dependencies, found);
    }

    // Versions 2 and 3: keyed by folder, "node_modules/a/node_modules/@scope/b"; "" is the project itself.
    private static void ReadPackages(JsonElement packages, SourceSink found)
    {
        foreach (var (path, package) in packages.EnumerateObject().Select(p => (p.Name, p.Value)))
        {
            var at = path.LastIndexOf(Modules, StringComparison.Ordinal);
            if (at >= 0 && !package.Flag("dev") && !package.Flag("link"))
                Add(package.Text("name") ?? path[(at + Modules.Length)..], package, found);
        }
    }

    // Version 1: nested as the folders are. StrictJson bounds the depth.
    private static void ReadDependencies(JsonElement dependencies, SourceSink found)
    {
        foreach (var (name, package) in dependencies.EnumerateObject().Select(p => (p.Name, p.Value)))
        {
            if (package.Flag("dev"))
                continue;
            Add(name, package, found);
            if (package.Object("dependencies") is { } nested)
                ReadDependencies(nested, found);
        }
    }

    private static void Add(string name, JsonElement package, SourceSink found)
    {
        // An alias installs another package under this name: "npm:real@1.2.3".
        var version = package.Text("version") ?? "";
        if (version.StartsWith("npm:", StringComparison.Ordinal) && version.LastIndexOf('@') is var at and > 4)
            (name, version) = (version[4..at], version[(at + 1)..]);
        if (version.Length == 0)
            found.Malformed($"'{Bounded.Quote(name)}' has no version");
        else
            found.Add(new(PackageTypes.Npm, name, version)
            {
                Licence = PackageManifest.Licence(package),
                Properties = package.Text("integrity") is { Length: > 0 and < 512 } integrity
                    ? new SortedDictionary<string, string>(StringComparer.Ordinal) { ["npm:integrity"] = integrity }
                    : null,
            });
    }
}
