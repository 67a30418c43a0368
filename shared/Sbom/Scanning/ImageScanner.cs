using Attestry.Oci;
using Attestry.Oci.Manifests;
using Attestry.Oci.Sources;
using Attestry.Primitives.Findings;
using Attestry.Sbom.Bases;
using Attestry.Sbom.Formats;
using Attestry.Sbom.Images;

namespace Attestry.Sbom.Scanning;

/// <summary>Scans one platform's image.</summary>
internal static class ImageScanner
{
    internal static async Task<ImageScan> ScanAsync(IImageSource source, PlatformImage image, ILayerCatalogCache cache, CancellationToken cancellation)
    {
        var findings = new List<Finding>();
        var config = await ConfigAsync(source, image, findings, cancellation);
        var diffIds = config?.DiffIds ?? [];
        if (config is not null && diffIds.Count != image.Manifest.Layers.Count)
            findings.Add(new(
                SbomFindings.DiffIdsMismatch,
                Severity.High,
                $"The configuration names {diffIds.Count} unpacked layers; the manifest has {image.Manifest.Layers.Count}.",
                image.Manifest.Digest.Text));
        var layers = new LayerScanner(source, cache);
        var catalogs = await layers.ScanAsync(image.Manifest.Layers, diffIds.Count == image.Manifest.Layers.Count ? diffIds : null, cancellation);
        var catalog = ImageCatalog.Merge(catalogs);
        var complete = config is not null && findings.Count == 0 && catalogs.All(c => c.Report.Complete);
        var platform = image.Descriptor.Platform ?? config?.Platform ?? new Platform("unknown", "unknown");
        var scan = new ImageScan(
            new SbomSubject(source.Name, image.Manifest.Digest, platform.ToString(), config?.Created),
            catalog,
            config?.User ?? "",
            config is null ? null : ImageUser.RunsAsRoot(config.User, catalog.Users),
            [.. findings, .. catalog.Findings],
            complete,
            layers.Statistics);
        // What the image claims is known at once; other images are for the caller to know.
        return (scan with { BaseClaim = BaseClaim.Of(image.Manifest, config) }).WithBase([]);
    }

    private static async Task<ImageConfig?> ConfigAsync(IImageSource source, PlatformImage image, List<Finding> findings, CancellationToken cancellation)
    {
        try
        {
            var config = await source.ReadConfigAsync(image.Manifest, cancellation);
            if (config is null)
                findings.Add(new(SbomFindings.BlobMissing, Severity.High, "The image's configuration is not there.", image.Manifest.Config?.Digest.Text));
            return config;
        }
        catch (OciException e)
        {
            findings.Add(e.Finding);
            return null;
        }
    }
}
