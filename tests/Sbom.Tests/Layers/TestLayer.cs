using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using Attestry.Oci.Layers;
using Attestry.Oci.Manifests;
using Attestry.Primitives;
using Attestry.Primitives.Limits;
using Attestry.Sbom.Layers;

namespace Attestry.Sbom.Tests.Layers;

/// <summary>A true layer, tar and gzip, made in memory.</summary>
internal sealed class TestLayer
{
    private readonly List<TarEntry> _entries = [];

    public TestLayer File(string path, string content) => File(path, Encoding.UTF8.GetBytes(content));

    public TestLayer File(string path, byte[] content, bool executable = false) => Add(new PaxTarEntry(TarEntryType.RegularFile, path)
    {
        DataStream = new MemoryStream(content),
        Mode = (UnixFileMode)(executable ? 0b111_101_101 : 0b110_100_100),
    });

    public TestLayer File(string path, byte[] content, UnixFileMode mode) =>
        Add(new PaxTarEntry(TarEntryType.RegularFile, path) { DataStream = new MemoryStream(content), Mode = mode });

    public TestLayer Directory(string path, UnixFileMode mode) => Add(new PaxTarEntry(TarEntryType.Directory, path) { Mode = mode });

    public TestLayer Directory(string path) => Add(new PaxTarEntry(TarEntryType.Directory, path));

    public TestLayer Symlink(string path, string target) => Add(new PaxTarEntry(TarEntryType.SymbolicLink, path) { LinkName = target });

    public TestLayer HardLink(string path, string target) => Add(new PaxTarEntry(TarEntryType.HardLink, path) { LinkName = target });

    public TestLayer Whiteout(string path) =>
        File(path.LastIndexOf('/') is var slash and >= 0 ? $"{path[..slash]}/.wh.{path[(slash + 1)..]}" : $".wh.{path}", "");

    public TestLayer Opaque(string directory) => File($"{directory}/.wh..wh..opq", "");

    public (byte[] Compressed, Digest DiffId) Build()
    {
        using var tar = new MemoryStream();
        using (var writer = new TarWriter(tar, TarEntryFormat.Pax, leaveOpen: true))
        {
            foreach (var entry in _entries)
            {
                entry.ModificationTime = DateTimeOffset.UnixEpoch;
                if (entry.DataStream is { } data)
                    data.Position = 0;
                writer.WriteEntry(entry);
            }
        }
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest, leaveOpen: true))
            gzip.Write(tar.ToArray());
        return (compressed.ToArray(), Digest.Sha256(tar.ToArray()));
    }

    public async Task<LayerCatalog> CatalogAsync()
    {
        var (bytes, diffId) = Build();
        return await CatalogAsync(new MemoryStream(bytes), new(MediaTypes.OciLayerGzip, Digest.Sha256(bytes), bytes.Length), diffId);
    }

    public static async Task<LayerCatalog> CatalogAsync(Stream compressed, Descriptor layer, Digest? diffId)
    {
        var cataloger = new LayerCataloger();
        var report = await LayerReader.ReadAsync(compressed, layer, diffId, LayerLimits.Default, cataloger, CancellationToken.None);
        return cataloger.Finish(layer.Digest, report);
    }

    private TestLayer Add(TarEntry entry)
    {
        _entries.Add(entry);
        return this;
    }
}
