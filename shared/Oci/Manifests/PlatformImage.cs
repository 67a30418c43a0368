namespace Attestry.Oci.Manifests;

/// <summary>An image that an index lists, fetched and parsed.</summary>
/// <param name="Descriptor">As the index has it, with platform and annotations; of an image that stands alone made from its manifest.</param>
public sealed record PlatformImage(Descriptor Descriptor, FetchedManifest Fetched, Manifest Manifest);
