using System.Text.Json;

namespace Attestry.Sbom.Catalogers.Python;

/// <summary>Pipenv's lock file: <c>default</c> is what is installed, <c>develop</c> what development needs beside it.</summary>
internal static class PipfileLock
{
    internal static void Read(ReadOnlyMemory<byte> content, SourceSink found) => JsonSource.Read(content, found, Read);

    private static void Read(JsonElement root, SourceSink found)
    {
        if (root.Object("default") is not { } packages)
            return;
        foreach (var package in packages.EnumerateObject())
        {
            // Of a package from a repository there is no version but a commit.
            if (package.Value.Text("version") is { } version && version.StartsWith("==", StringComparison.Ordinal))
                found.Add(new(PackageTypes.Python, package.Name, version.TrimStart('=')));
        }
    }
}
