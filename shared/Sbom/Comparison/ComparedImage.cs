using Attestry.Oci.Manifests;
using Attestry.Oci.Sources;
using Attestry.Sbom.Scanning;

namespace Attestry.Sbom.Comparison;

/// <summary>One side of a comparison.</summary>
/// <param name="Source">Where the layers are read from again, of which files are compared.</param>
public sealed record ComparedImage(IImageSource Source, PlatformImage Image, ImageScan Scan)
{
    /// <summary>Further figures that are compared by their names, in their order, such as vulnerabilities by severity; null when nobody looked for them.</summary>
    public IReadOnlyDictionary<string, long>? Figures { get; init; }

    /// <summary>Known vulnerabilities, each as people tell it from others; null when nobody looked for them.</summary>
    public IReadOnlyList<string>? Vulnerabilities { get; init; }
}
