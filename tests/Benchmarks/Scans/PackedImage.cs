using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using Attestry.Benchmarks.Layers;
using Attestry.Oci.Building;
using Attestry.Oci.Manifests;
using Attestry.Oci.Sources;
using Attestry.Primitives;

namespace Attestry.Benchmarks.Scans;

/// <summary>An OCI layout with one image of two layers, made of files of this machine.</summary>
/// <param name="Layout">Folder.</param>
/// <param name="Layers">Files of the layers, bottom first.</param>
internal sealed record PackedImage(string Layout, IReadOnlyList<string> Layers, long UncompressedBytes)
{
    internal const string Tag = "image";

    private const string Above = "/usr/share/dotnet";

    internal long CompressedBytes => Layers.Sum(layer => new FileInfo(layer).Length);

    internal static async Task<PackedImage> WriteAsync(string folder, long bytes, CancellationToken cancellation)
    {
        var layout = Path.Combine(folder, "layout");
        var writer = await LayoutWriter.OpenAsync(layout, cancellation);
        var (layers, files, total) = (new List<BuiltLayer>(), new List<string>(), 0L);
        foreach (var from in new[] { PackedLayer.Sources.Where(source => source != Above).ToArray(), [Above] })
        {
            var path = Path.Combine(folder, $"layer-{layers.Count}.tar.gz");
            PackedLayer.Write(path, bytes / 2, from);
            await using (var file = File.OpenRead(path))
            {
                var descriptor = new Descriptor(MediaTypes.OciLayerGzip, Hash(await SHA256.HashDataAsync(file, cancellation)), file.Length);
                file.Position = 0;
                await writer.PushBlobAsync(descriptor, file, cancellation);
                file.Position = 0;
                await using var archive = new CountingStream(new GZipStream(file, CompressionMode.Decompress));
                layers.Add(new(descriptor, Hash(await SHA256.HashDataAsync(archive, cancellation)), default));
                total += archive.Count;
            }
            files.Add(path);
        }
        // The layers are there already; a builder would have to hold them.
        await new ImageBuilder { Layers = layers, User = "65532" }.PushAsync(writer, Tag, cancellation);
        return new(layout, files, total);
    }

    /// <summary>The files of all layers, under a root.</summary>
    internal async Task UnpackAsync(string root, CancellationToken cancellation)
    {
        Directory.CreateDirectory(root);
        foreach (var layer in Layers)
        {
            await using var archive = new GZipStream(File.OpenRead(layer), CompressionMode.Decompress);
            await TarFile.ExtractToDirectoryAsync(archive, root, overwriteFiles: true, cancellation);
        }
    }

    private static Digest Hash(byte[] hash) => Digest.FromHash(HashAlgorithmName.SHA256, hash);
}
