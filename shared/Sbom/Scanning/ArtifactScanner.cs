using Attestry.Oci;
using Attestry.Oci.Manifests;
using Attestry.Oci.Sources;
using Attestry.Primitives;
using Attestry.Primitives.Findings;
using Attestry.Primitives.Limits;

namespace Attestry.Sbom.Scanning;

/// <summary>Scans an artifact of a repository: the same for a service with a store and for a command line with none.</summary>
public static class ArtifactScanner
{
    /// <summary>Bad content is findings; faults of transport go through.</summary>
    /// <param name="tagOrDigest">Which manifest; one that is not there is a finding.</param>
    /// <exception cref="HttpRequestException">The source cannot be reached.</exception>
    public static async Task<ArtifactScan> ScanAsync(IImageSource source, string tagOrDigest, ILayerCatalogCache cache, CancellationToken cancellation)
    {
        try
        {
            return await source.GetManifestAsync(tagOrDigest, cancellation) is { } manifest
                ? await ScanAsync(source, manifest, cache, cancellation)
                : Refused(new(SbomFindings.ManifestMissing, Severity.High, "The registry has no such manifest.", tagOrDigest));
        }
        catch (OciException e)
        {
            return Refused(e.Finding);
        }
    }

    /// <inheritdoc cref="ScanAsync(IImageSource, string, ILayerCatalogCache, CancellationToken)"/>
    public static async Task<ArtifactScan> ScanAsync(IImageSource source, FetchedManifest manifest, ILayerCatalogCache cache, CancellationToken cancellation)
    {
        var walk = await IndexWalker.WalkAsync(source, manifest, cancellation);
        var findings = new List<Finding>(walk.Findings);
        if (walk.Images.Count == 0 && findings.Count == 0)
            findings.Add(new(SbomFindings.NotAnImage, Severity.High, "There is no image in it.", manifest.Digest.Text));
        if (walk.Images.Count > SbomLimits.Platforms)
            findings.Add(new(SbomFindings.TooManyPlatforms, Severity.High, $"The index lists {walk.Images.Count} images; at most {SbomLimits.Platforms} are scanned.", manifest.Digest.Text));
        var images = new List<ImageScan>();
        foreach (var image in walk.Images.Take(SbomLimits.Platforms))
            images.Add(await ImageScanner.ScanAsync(source, image, cache, cancellation));
        findings.AddRange(images.SelectMany(i => i.Findings));
        return new(walk.Images is not [var only] || only.Fetched.Digest != manifest.Digest, images, Bound(findings), Judge(images, findings));
    }

    private static ArtifactScan Refused(Finding finding) => new(false, [], [finding], Verdict.Failed);

    // Platforms share layers, and so their findings.
    private static List<Finding> Bound(List<Finding> findings)
    {
        var sorted = findings.Distinct().OrderByDescending(f => f.Severity).ToList();
        if (sorted.Count <= SbomLimits.FindingsPerArtifact)
            return sorted;
        var more = new Finding(SbomFindings.MoreFindings, Severity.Info, $"There are {sorted.Count - SbomLimits.FindingsPerArtifact} more findings.");
        return [.. sorted.Take(SbomLimits.FindingsPerArtifact), more];
    }

    internal static Verdict Judge(IReadOnlyList<ImageScan> images, IReadOnlyList<Finding> findings)
    {
        if (images.Count == 0 || images.Any(i => !i.Complete) || findings.Any(f => f.Severity >= Severity.High))
            return Verdict.Failed;
        return findings.Any(f => f.Severity == Severity.Medium) ? Verdict.Warned : Verdict.Passed;
    }
}
