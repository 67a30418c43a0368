using System.ComponentModel;

namespace Attestry.Policy.Input;

public sealed record InputStatedSbom(
    [property: Description("Somebody whom the repository trusts attests it. What is not verified is hearsay.")] bool Verified,
    [property: Description("attested, attached (a referrer or the .sbom tag) or annotation (dev.syft/sbom).")] string Source,
    [property: Description("Digest of the manifest that it comes with: the artifact's, that of an image that it lists, or that of an index that lists it.")] string Subject,
    [property: Description("Digest of the document; findings name it as their location.")] string Document,
    [property: Description("Digests of the images with whose packages it was compared; empty when it was not compared.")] IReadOnlyList<string> Images,
    [property: Description("Packages that were found and that it does not list.")] int Missing,
    [property: Description("Packages that it lists and that were not found.")] int Extra,
    [property: Description("Packages that it lists in other versions than those that were found.")] int VersionDiffers,
    [property: Description("CycloneDX 1.6 JSON, SPDX 2.3 tag-value and so on; absent when it is of no format that is read.")] string? Format = null,
    [property: Description("Configured name of the trusted key or identity that attests it.")] string? Signer = null);
