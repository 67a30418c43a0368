using Attestry.Oci.Sources;
using Attestry.Primitives;
using Attestry.Primitives.Limits;
using Attestry.Sbom.Formats;
using Attestry.Sbom.Images;
using Attestry.Sbom.Layers;
using Attestry.Sbom.Memory;

namespace Attestry.Sbom.Scanning;

/// <summary>Scans an unpacked root file system as an image of one layer.</summary>
public static class DirectoryScanner
{
    /// <summary>
    /// What was found. A directory has no digest: the subject's is one of what was found in it, so that the same content has the same.
    /// Nobody says as whom it would run.
    /// </summary>
    /// <exception cref="DirectoryNotFoundException">There is no such directory.</exception>
    public static async Task<ArtifactScan> ScanAsync(DirectoryTree tree, CancellationToken cancellation)
    {
        var cataloger = new LayerCataloger();
        using var memory = WorkingMemory.Shared.Use();
        var report = await tree.ReadAsync<FileContent>(LayerLimits.Default, cataloger.ReadAsync, cataloger.Take, cancellation);
        var unnamed = cataloger.Finish(default, report);
        var digest = Digest.Sha256(LayerCatalogJson.Write(unnamed));
        var layer = unnamed with { Layer = digest };
        var catalog = ImageCatalog.Merge([layer]);
        var subject = new SbomSubject(tree.Name, digest, "linux/unknown", null);
        var image = new ImageScan(subject, catalog, "", null, catalog.Findings, layer.Report.Complete, default);
        return new(false, [image], catalog.Findings, ArtifactScanner.Judge([image], catalog.Findings));
    }
}
