using Attestry.Primitives;

namespace Attestry.Oci.Sources;

/// <summary>Names in an OCI layout (OCI Image Spec 1.1, image-layout.md) and the annotations that name its images.</summary>
internal static class LayoutPaths
{
    public const string Index = "index.json";
    public const string Marker = "oci-layout";
    public const string Version = "1.0.0";

    /// <summary>OCI Image Spec 1.1, annotations.md: a tag, or a whole reference.</summary>
    public const string RefName = "org.opencontainers.image.ref.name";

    /// <summary>What containerd and newer Docker engines write: a whole reference.</summary>
    public const string ImageName = "io.containerd.image.name";

    public static string Blob(Digest digest) => $"blobs/{digest.Algorithm}/{digest.Hex}";
}
