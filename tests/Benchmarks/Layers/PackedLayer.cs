using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using Attestry.TestKit;

namespace Attestry.Benchmarks.Layers;

/// <summary>A layer made of files of this machine: the same files give the same bytes.</summary>
internal static class PackedLayer
{
    /// <summary>Each gives its share, in the order of names: databases of packages, texts, managed programs, native ones.</summary>
    internal static readonly IReadOnlyList<string> Sources = ["/var/lib/dpkg", "/usr/share/doc", "/usr/share/dotnet", "/usr/bin", "/usr/lib"];

    /// <param name="bytes">Of file content; fewer when the machine has no more.</param>
    internal static void Write(string path, long bytes) => Write(path, bytes, Sources);

    /// <inheritdoc cref="Write(string, long)"/>
    internal static void Write(string path, long bytes, IReadOnlyList<string> from)
    {
        using var file = File.Create(path);
        using var gzip = new GZipStream(file, CompressionLevel.Optimal);
        using var tar = new TarWriter(gzip, TarEntryFormat.Pax);
        string[] sources = [.. from.Where(Directory.Exists)];
        var left = bytes;
        for (var i = 0; i < sources.Length; i++)
        {
            // What one source does not use goes to those after it.
            var share = left / (sources.Length - i);
            left -= Add(tar, sources[i], share);
        }
    }

    private static long Add(TarWriter tar, string source, long share)
    {
        var added = 0L;
        foreach (var path in MachineFiles.Below(source))
        {
            using var content = MachineFiles.TryOpen(path);
            if (content is null || added + content.Length > share)
                continue;
            tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, path[1..])
            {
                DataStream = content,
                Mode = File.GetUnixFileMode(path),
                ModificationTime = DateTimeOffset.UnixEpoch,
            });
            added += content.Length;
        }
        return added;
    }
}
