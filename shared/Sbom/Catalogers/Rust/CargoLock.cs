namespace Attestry.Sbom.Catalogers.Rust;

/// <summary>Cargo's lock file, versions 1 to 4 (the Cargo book, "Cargo.toml vs Cargo.lock").</summary>
internal static class CargoLock
{
    internal static void Read(ReadOnlyMemory<byte> content, SourceSink found) => TomlPackages.Read(content, package =>
    {
        if (package.GetValueOrDefault("name") is { } name && package.GetValueOrDefault("version") is { } version)
            found.Add(new(PackageTypes.Cargo, name, version)
            {
                Properties = PackageProperties.Of(("cargo:source", package.GetValueOrDefault("source")), ("cargo:checksum", package.GetValueOrDefault("checksum"))),
            });
        else
            found.Malformed("a package has no name or no version");
    });
}
