using System.Collections.Concurrent;
using Attestry.Oci;
using Attestry.Oci.Layers;
using Attestry.Oci.Manifests;
using Attestry.Oci.Sources;
using Attestry.Primitives;
using Attestry.Primitives.Findings;
using Attestry.Primitives.Limits;
using Attestry.Sbom.Catalogers;
using Attestry.Sbom.Layers;
using Attestry.Sbom.Memory;

namespace Attestry.Sbom.Scanning;

/// <summary>Brings the catalogs of an image's layers, from the cache where it has them, two layers at a time.</summary>
internal sealed class LayerScanner(IImageSource source, ILayerCatalogCache cache)
{
    // Each layer's pass already is a pipeline; more at once only takes memory.
    private const int AtOnce = 2;

    private int _read;
    private int _cached;
    private long _bytes;

    public ScanStatistics Statistics => new(_read, _cached, _bytes);

    /// <param name="diffIds">Of the same number as <paramref name="layers"/>; null when there are none to compare with.</param>
    public async Task<IReadOnlyList<LayerCatalog>> ScanAsync(IReadOnlyList<Descriptor> layers, IReadOnlyList<Digest>? diffIds, CancellationToken cancellation)
    {
        // The same layer may lie in an image several times, such as one that holds nothing.
        var items = layers.Select((layer, i) => (Key: (layer.Digest, layer.Size, DiffId: diffIds?[i]), Layer: layer)).ToArray();
        var catalogs = new ConcurrentDictionary<(Digest, long, Digest?), LayerCatalog>();
        using var memory = WorkingMemory.Shared.Use();
        var options = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation };
        await Parallel.ForEachAsync(
            items.DistinctBy(i => i.Key),
            options,
            async (item, stop) => catalogs[item.Key] = await ScanAsync(item.Layer, item.Key.DiffId, stop));
        return [.. items.Select(i => catalogs[i.Key])];
    }

    private async Task<LayerCatalog> ScanAsync(Descriptor layer, Digest? diffId, CancellationToken cancellation)
    {
        if (await KnownAsync(layer, diffId, cancellation) is { } known)
            return known;
        using var turn = await cache.EnterAsync(layer.Digest, cancellation);
        return await KnownAsync(layer, diffId, cancellation) ?? await ReadAsync(layer, diffId, cancellation);
    }

    private async Task<LayerCatalog?> KnownAsync(Descriptor layer, Digest? diffId, CancellationToken cancellation)
    {
        if (await cache.GetAsync(layer.Digest, cancellation) is not { } known)
            return null;
        Interlocked.Increment(ref _cached);
        return Checked(known, layer, diffId);
    }

    private async Task<LayerCatalog> ReadAsync(Descriptor layer, Digest? diffId, CancellationToken cancellation)
    {
        Interlocked.Increment(ref _read);
        try
        {
            var content = await source.OpenBlobAsync(layer, cancellation);
            if (content is null)
                return Unread(layer, new(SbomFindings.BlobMissing, Severity.High, "A layer is not there.", layer.Digest.Text));
            await using (content)
            {
                var cataloger = new LayerCataloger();
                var report = await LayerReader.ReadAsync(content, layer, diffId, LayerLimits.Default, cataloger, cancellation);
                Interlocked.Add(ref _bytes, report.CompressedBytes);
                var catalog = cataloger.Finish(layer.Digest, report);
                if (catalog.Report.Complete)
                    await cache.PutAsync(catalog, cancellation);
                return catalog;
            }
        }
        catch (OciException e)
        {
            return Unread(layer, e.Finding);
        }
    }

    // What was read once is right for good, but this image's documents may still state something else of it.
    private static LayerCatalog Checked(LayerCatalog known, Descriptor layer, Digest? diffId)
    {
        var report = known.Report;
        if (diffId is { } expected && expected.Algorithm == report.DiffId.Algorithm && expected != report.DiffId)
            report = Broken(report, new(LayerFindings.DiffIdMismatch, Severity.Critical, $"The unpacked layer has the digest {report.DiffId}; the image's configuration names {expected}.", layer.Digest.Text));
        if (layer.Size != report.CompressedBytes)
            report = Broken(report, new(LayerFindings.SizeMismatch, Severity.High, $"The layer has {report.CompressedBytes} bytes; the manifest states {layer.Size}.", layer.Digest.Text));
        return known with { Report = report };
    }

    private static LayerReport Broken(LayerReport report, Finding finding) => report with { Complete = false, Findings = [.. report.Findings, finding] };

    private static LayerCatalog Unread(Descriptor layer, Finding finding) =>
        new(layer.Digest, CatalogerTable.Version, new(false, default, 0, 0, 0, [finding]), [], [], [], [], []);
}
