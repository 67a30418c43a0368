using System.Text.Json;

namespace Attestry.Sbom.Catalogers.DotNet;

/// <summary>NuGet's lock file (<c>packages.lock.json</c>): per target framework, name → resolved version.</summary>
internal static class PackagesLock
{
    internal static void Read(ReadOnlyMemory<byte> content, SourceSink found) => JsonSource.Read(content, found, Read);

    private static void Read(JsonElement root, SourceSink found)
    {
        if (root.Object("dependencies") is not { } frameworks)
        {
            found.Malformed("there is no object of dependencies");
            return;
        }
        foreach (var framework in frameworks.EnumerateObject().Where(f => f.Value.ValueKind == JsonValueKind.Object))
            ReadFramework(framework.Value, found);
    }

    private static void ReadFramework(JsonElement framework, SourceSink found)
    {
        var resolved = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        foreach (var package in framework.EnumerateObject())
            resolved.TryAdd(package.Name, package.Value.Text("resolved"));
        foreach (var package in framework.EnumerateObject())
        {
            // A project of the same solution has no version.
            if (package.Value.Text("type") == "Project" || package.Value.Text("resolved") is not { } version)
                continue;
            found.Add(new(PackageTypes.NuGet, package.Name, version)
            {
                DependsOn = package.Value.Object("dependencies") is { } needed
                    ? [.. needed.EnumerateObject().Select(one => resolved.GetValueOrDefault(one.Name) is { } at ? $"{one.Name}@{at}" : one.Name)]
                    : null,
                IsDirect = package.Value.Text("type") == "Direct",
                Properties = PackageProperties.Of(("dotnet:content-hash", package.Value.Text("contentHash"))),
            });
        }
    }
}
