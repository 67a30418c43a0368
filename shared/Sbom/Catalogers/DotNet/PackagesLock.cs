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
        var packages = frameworks.EnumerateObject().Where(f => f.Value.ValueKind == JsonValueKind.Object).SelectMany(f => f.Value.EnumerateObject());
        foreach (var package in packages)
        {
            // A project of the same solution has no version.
            if (package.Value.Text("type") != "Project" && package.Value.Text("resolved") is { } version)
                found.Add(new(PackageTypes.NuGet, package.Name, version) { Properties = PackageProperties.Of(("dotnet:content-hash", package.Value.Text("contentHash"))) });
        }
    }
}
