using Attestry.Oci;
using Attestry.Oci.Comparison;
using Attestry.Oci.Manifests;
using Attestry.Oci.Sources;
using Attestry.Primitives.Findings;
using Attestry.Sbom.Images;

namespace Attestry.Sbom.Comparison;

/// <summary>Compares two images that were scanned. Only layers that differ are read again, a pair at a time.</summary>
public static class ImageComparer
{
    /// <exception cref="HttpRequestException">A source cannot be reached.</exception>
    public static async Task<ImageComparison> CompareAsync(ComparedImage before, ComparedImage after, CancellationToken cancellation)
    {
        var findings = new List<Finding>();
        var layers = await LayersAsync(before, after, findings, cancellation);
        var configuration = await ConfigurationAsync(before, after, findings, cancellation);
        return new(
            before.Scan.Subject,
            after.Scan.Subject,
            Judge(before, after, layers),
            ImageFigures.Values(before, after),
            PackageChange.Between(before.Scan.Catalog.Packages, after.Scan.Catalog.Packages),
            ImageFigures.Changes(before.Scan, after.Scan),
            layers,
            configuration,
            [.. before.Scan.Findings.Concat(after.Scan.Findings).Where(finding => finding.Severity >= Severity.High).Concat(findings).Distinct()])
        {
            Vulnerabilities = before.Vulnerabilities is { } old && after.Vulnerabilities is { } young ? ListChange.Of("vulnerabilities", old, young) : null,
        };
    }

    private static Reproducibility Judge(ComparedImage before, ComparedImage after, IReadOnlyList<LayerChange> layers) =>
        !before.Scan.Complete || !after.Scan.Complete ? Reproducibility.NotCompared
        : before.Scan.Subject.Digest == after.Scan.Subject.Digest ? Reproducibility.Identical
        : layers.Count == 0 ? Reproducibility.SameLayers
        : layers.All(layer => layer.SameArchive) ? Reproducibility.SameArchives
        : Reproducibility.Different;

    private static async Task<IReadOnlyList<LayerChange>> LayersAsync(ComparedImage before, ComparedImage after, List<Finding> findings, CancellationToken cancellation)
    {
        var changes = new List<LayerChange>();
        foreach (var (old, young) in Pairs(before.Scan.Catalog.Hygiene.Layers, after.Scan.Catalog.Hygiene.Layers))
        {
            var sameArchive = old is not null && old.DiffId == young?.DiffId && !old.DiffId.IsEmpty;
            var files = old is null || young is null || sameArchive
                ? null
                : await LayerComparer.CompareAsync(before.Source, Descriptor(old), after.Source, Descriptor(young), cancellation);
            findings.AddRange(files?.Findings ?? []);
            changes.Add(new(old?.Layer, young?.Layer, sameArchive, files));
        }
        return changes;
    }

    /// <summary>Those that differ. What is the same at the bottom and at the top is set aside, so that a layer more or less does not shift all others.</summary>
    private static IEnumerable<(ImageLayer? Before, ImageLayer? After)> Pairs(IReadOnlyList<ImageLayer> before, IReadOnlyList<ImageLayer> after)
    {
        var shorter = Math.Min(before.Count, after.Count);
        var bottom = Enumerable.Range(0, shorter).TakeWhile(i => before[i].Layer == after[i].Layer).Count();
        var top = Enumerable.Range(1, shorter - bottom).TakeWhile(i => before[^i].Layer == after[^i].Layer).Count();
        for (var i = bottom; i < Math.Max(before.Count, after.Count) - top; i++)
        {
            var (old, young) = (i < before.Count - top ? before[i] : null, i < after.Count - top ? after[i] : null);
            if (old?.Layer != young?.Layer)
                yield return (old, young);
        }
    }

    // Neither reading nor the digest depends on what the media type says.
    private static Descriptor Descriptor(ImageLayer layer) => new(MediaTypes.OciLayer, layer.Layer, layer.CompressedBytes);

    private static async Task<IReadOnlyList<string>> ConfigurationAsync(ComparedImage before, ComparedImage after, List<Finding> findings, CancellationToken cancellation)
    {
        try
        {
            var (old, young) = (await before.Source.ReadConfigAsync(before.Image.Manifest, cancellation), await after.Source.ReadConfigAsync(after.Image.Manifest, cancellation));
            return old is null || young is null ? [] : ConfigurationComparer.Compare(old, young);
        }
        catch (OciException e)
        {
            findings.Add(e.Finding);
            return [];
        }
    }
}
