using Attestry.Oci.Manifests;
using Attestry.Oci.Referrers;
using Attestry.Oci.Sources;
using Attestry.Primitives.Findings;
using Attestry.Primitives.Limits;
using Attestry.Sbom.Comparing;
using Attestry.Sbom.Documents;
using Attestry.Sbom.Formats;
using Attestry.Sbom.Scanning;

namespace Attestry.Evidence;

/// <summary>
/// Compares what a scan found with the SBOMs in referrers and behind the <c>.sbom</c> tag of each image. Who made them is not asked
/// here, so that a difference is told and fails nothing.
/// </summary>
public static class AttachedSboms
{
    /// <summary>Is it the type of a referrer, or of its layer, that holds an SBOM?</summary>
    public static bool IsSbom(string mediaType) => SbomDocument.IsSbom(mediaType);

    /// <summary>The scan with the differences among its findings; an image that was not read whole is not compared.</summary>
    /// <exception cref="HttpRequestException">The registry does not answer.</exception>
    public static async Task<ArtifactScan> CompareAsync(IImageSource source, ArtifactScan scan, CancellationToken cancellation)
    {
        var findings = new List<Finding>();
        foreach (var image in scan.Images.Where(image => image.Complete))
        {
            var attached = await AttachmentCollector.CollectAsync(source, image.Subject.Digest, [CosignTag.Sbom], SbomDocument.IsSbom, cancellation);
            foreach (var content in attached.Items.Where(content => content.Finding is null))
                findings.AddRange(Compare(image, content));
        }
        return findings.Count == 0 ? scan : scan with { Findings = [.. scan.Findings, .. findings.Take(Math.Max(0, SbomLimits.FindingsPerArtifact - scan.Findings.Count))] };
    }

    // That a document cannot be read, the judgement of signatures says.
    private static IReadOnlyList<Finding> Compare(ImageScan image, AttachedContent content)
    {
        if (BomReader.Read(content.Content).Document is not { } stated)
            return [];
        var differences = BomComparison.Compare(ImageBom.Of(image.Catalog, image.Subject), stated, onlyCatalogued: true);
        return BomComparison.Findings(differences, content.Layer.Digest.Text);
    }
}
