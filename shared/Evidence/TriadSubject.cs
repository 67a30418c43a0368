using Attestry.Oci;
using Attestry.Oci.Manifests;
using Attestry.Oci.Sources;
using Attestry.Primitives;
using Attestry.Primitives.Findings;

namespace Attestry.Evidence;

/// <summary>The artifact itself, as its registry gives it.</summary>
/// <param name="Names">Digests by which an SBOM may call it: its own, of its configuration (the image id), and of the images that an index lists.</param>
/// <param name="Annotation"><c>dev.syft/sbom</c> of its manifest; null without one.</param>
/// <param name="Finding">Why its bytes are not what its digest names; null when they are, or are not there.</param>
public sealed record TriadSubject(IReadOnlyList<Digest> Names, string? Annotation, Finding? Finding)
{
    internal const string SbomAnnotation = "dev.syft/sbom";

    /// <exception cref="HttpRequestException">The registry does not answer.</exception>
    public static async Task<TriadSubject> FetchAsync(IImageSource source, Digest artifact, CancellationToken cancellation)
    {
        try
        {
            if (await source.GetManifestAsync(artifact.Text, cancellation) is not { } fetched)
                return new([artifact], null, null);
            var manifest = ManifestParser.Parse(fetched);
            Digest[] names = [artifact, .. manifest.Config is { } config ? [config.Digest] : Array.Empty<Digest>(), .. manifest.Manifests.Select(one => one.Digest)];
            return fetched.Digest == artifact
                ? new(names, manifest.Annotations.GetValueOrDefault(SbomAnnotation), null)
                : new([artifact], null, Mismatch($"The registry gives {fetched.Digest} for it."));
        }
        catch (OciException e)
        {
            return new([artifact], null, e.Finding.Id == OciFindings.ManifestDigestMismatch ? Mismatch(e.Finding.Message) : null);
        }
    }

    private static Finding Mismatch(string message) => new(TriadFindings.BinaryMismatch, Severity.Critical, message);
}
