using System.Formats.Tar;
using System.IO.Compression;
using Attestry.Primitives.Limits;

namespace Attestry.Rego.Bundles;

/// <summary>Writes bundles: the same files always make the same archive, whenever and wherever it is made.</summary>
public static class BundleWriter
{
    /// <exception cref="BundleException">A path leads out of the bundle.</exception>
    public static byte[] WriteArchive(IEnumerable<BundleFile> files)
    {
        using var archive = new MemoryStream();
        using (var compressed = new GZipStream(archive, CompressionLevel.SmallestSize, leaveOpen: true))
        using (var tar = new TarWriter(compressed, TarEntryFormat.Pax))
        {
            foreach (var (path, content) in files.Select(file => (Path: BundlePath.Normal(file.Path, BundleLimits.Default), file.Content)).OrderBy(file => file.Path, StringComparer.Ordinal))
                tar.WriteEntry(Entry(path, content));
        }
        return archive.ToArray();
    }

    // OPA's own archives name files from the root; what the file system says of them is left out.
    private static PaxTarEntry Entry(string path, ReadOnlyMemory<byte> content) => new(TarEntryType.RegularFile, $"/{path}")
    {
        DataStream = new MemoryStream(content.ToArray(), writable: false),
        Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead,
        ModificationTime = DateTimeOffset.UnixEpoch,
    };
}
