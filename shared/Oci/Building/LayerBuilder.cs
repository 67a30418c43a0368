using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using Attestry.Oci.Manifests;
using Attestry.Primitives;

namespace Attestry.Oci.Building;

/// <summary>Makes a layer in memory. The same entries in the same order always give the same bytes: no clock, no owner of the machine.</summary>
public sealed class LayerBuilder : IDisposable
{
    private const UnixFileMode Readable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
    private const UnixFileMode Executable = Readable | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    private readonly MemoryStream _archive = new();
    private readonly TarWriter _tar;

    // GNU's form: a pax header would be named after this process.
    public LayerBuilder() => _tar = new TarWriter(_archive, TarEntryFormat.Gnu, leaveOpen: true);

    public LayerBuilder AddFile(string path, ReadOnlyMemory<byte> content, bool executable = false) =>
        Add(TarEntryType.RegularFile, path, executable, entry => entry.DataStream = new MemoryStream(content.ToArray(), writable: false));

    public LayerBuilder AddDirectory(string path) => Add(TarEntryType.Directory, path, true, _ => { });

    public LayerBuilder AddSymbolicLink(string path, string target) => Add(TarEntryType.SymbolicLink, path, true, entry => entry.LinkName = target);

    public LayerBuilder AddHardLink(string path, string target) => Add(TarEntryType.HardLink, path, false, entry => entry.LinkName = target);

    /// <summary>Every file below <paramref name="folder"/>, in the order of their names, under <paramref name="path"/>.</summary>
    public LayerBuilder AddTree(string path, string folder)
    {
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var executable = !OperatingSystem.IsWindows() && File.GetUnixFileMode(file).HasFlag(UnixFileMode.UserExecute);
            AddFile($"{path}/{Path.GetRelativePath(folder, file).Replace('\\', '/')}", File.ReadAllBytes(file), executable);
        }
        return this;
    }

    /// <summary>Ends the layer, compressed by gzip.</summary>
    public BuiltLayer Build()
    {
        _tar.Dispose();
        var archive = _archive.ToArray();
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Optimal, leaveOpen: true))
            gzip.Write(archive);
        var content = compressed.ToArray();
        return new BuiltLayer(
            new Descriptor(MediaTypes.OciLayerGzip, Digest.Sha256(content), content.Length),
            Digest.FromHash(HashAlgorithmName.SHA256, SHA256.HashData(archive)),
            content);
    }

    public void Dispose()
    {
        _tar.Dispose();
        _archive.Dispose();
    }

    private LayerBuilder Add(TarEntryType type, string path, bool executable, Action<GnuTarEntry> fill)
    {
        var entry = new GnuTarEntry(type, path) { Mode = executable ? Executable : Readable, ModificationTime = DateTimeOffset.UnixEpoch };
        fill(entry);
        _tar.WriteEntry(entry);
        return this;
    }
}
