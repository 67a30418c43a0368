using System.IO.Compression;
using Attestry.Oci.Layers;
using Attestry.Oci.Manifests;
using Attestry.Primitives;
using Attestry.Primitives.Limits;

namespace Attestry.Oci.Tests.Support;

/// <summary>Runs the layer pass over bytes, with the digests that the bytes have unless a test says otherwise.</summary>
internal static class Layer
{
    public static byte[] Gzip(byte[] content)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Optimal, leaveOpen: true))
            gzip.Write(content);
        return compressed.ToArray();
    }

    public static Descriptor Describe(byte[] blob) => new(MediaTypes.OciLayerGzip, Digest.Sha256(blob), blob.Length);

    public static Task<LayerReport> ReadAsync(byte[] blob, ILayerVisitor? visitor = null, Digest? diffId = null, LayerLimits? limits = null, Descriptor? layer = null) =>
        LayerReader.ReadAsync(new MemoryStream(blob), layer ?? Describe(blob), diffId, limits ?? LayerLimits.Default, visitor ?? new RecordingVisitor(), CancellationToken.None);

    public static IEnumerable<string> Ids(this LayerReport report) => report.Findings.Select(f => f.Id);
}
