using System.IO.Compression;
using System.Text.Json;
using Attestry.Primitives.Limits;
using Attestry.Sbom.Catalogers.Binaries;

namespace Attestry.Sbom.Catalogers.Rust;

/// <summary>The crates that <c>cargo auditable</c> wrote into a binary: section <c>.dep-v0</c>, JSON compressed by zlib (cargo-auditable, PARSING.md).</summary>
internal static class RustAuditable
{
    internal static bool Read(BinaryImage image, SourceSink found)
    {
        if (!image.TrySection(".dep-v0"u8, out var section))
            return false;
        if (Unpack(section.ToArray()) is { } json)
            JsonSource.Read(json, found, Read);
        else
            found.Malformed("the list of crates cannot be unpacked");
        return true;
    }

    private static byte[]? Unpack(byte[] section)
    {
        try
        {
            using var zlib = new ZLibStream(new MemoryStream(section), CompressionMode.Decompress);
            return BoundedStream.ReadAll(zlib, SbomLimits.DocumentBytes);
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    private static void Read(JsonElement root, SourceSink found)
    {
        if (root.List("packages") is not { } packages)
        {
            found.Malformed("there is no list of crates");
            return;
        }
        foreach (var package in packages.EnumerateArray())
        {
            if (package.Text("name") is not { } name || package.Text("version") is not { } version)
                found.Malformed("a crate has no name or no version");
            // What only the build ran is not in the binary.
            else if (package.Text("kind") != "build")
                found.Add(new(PackageTypes.Cargo, name, version) { Properties = PackageProperties.Of(("cargo:source", package.Text("source"))) });
        }
    }
}
