namespace Attestry.Sbom.Catalogers.Python;

/// <summary>Lock files of Poetry, uv and PDM: <c>[[package]]</c> tables. What only development needs is left out where the file says so.</summary>
internal static class PythonLock
{
    internal static void Read(ReadOnlyMemory<byte> content, SourceSink found) => TomlPackages.Read(content, package =>
    {
        var source = package.GetValueOrDefault("source") ?? "";
        // uv lists the project itself too.
        if (package.GetValueOrDefault("category") == "dev" || source.Contains("virtual =", StringComparison.Ordinal) || source.Contains("editable =", StringComparison.Ordinal))
            return;
        if (package.GetValueOrDefault("name") is { } name && package.GetValueOrDefault("version") is { } version)
            found.Add(new(PackageTypes.Python, name, version));
        else
            found.Malformed("a package has no name or no version");
    });
}
