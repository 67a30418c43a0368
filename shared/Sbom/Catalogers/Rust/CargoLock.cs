namespace Attestry.Sbom.Catalogers.Rust;

/// <summary>Cargo's lock file, versions 1 to 4 (the Cargo book, "Cargo.toml vs Cargo.lock").</summary>
internal static class CargoLock
{
    internal static void Read(ReadOnlyMemory<byte> content, SourceSink found) => TomlPackages.Read(content, package =>
    {
        if (package["name"] is { } name && package["version"] is { } version)
            found.Add(new(PackageTypes.Cargo, name, version)
            {
                DependsOn = [.. package.Needed.Select(Named)],
                Properties = PackageProperties.Of(("cargo:source", package["source"]), ("cargo:checksum", package["checksum"])),
            });
        else
            found.Malformed("a package has no name or no version");
    });

    // "name", where that is ambiguous "name version", and "name version (source)".
    private static string Named(string dependency) => dependency.Split(' ') is [var name, var version, ..] ? $"{name}@{version}" : dependency;
}
