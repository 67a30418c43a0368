namespace Attestry.Oci.Manifests;

/// <summary>The media types that are told apart (OCI Image Spec 1.1 media-types.md; Docker Image Manifest V2 Schema 2).</summary>
public static class MediaTypes
{
    public const string OciManifest = "application/vnd.oci.image.manifest.v1+json";
    public const string OciIndex = "application/vnd.oci.image.index.v1+json";
    public const string OciConfig = "application/vnd.oci.image.config.v1+json";
    public const string OciEmpty = "application/vnd.oci.empty.v1+json";
    public const string OciLayer = "application/vnd.oci.image.layer.v1.tar";
    public const string OciLayerGzip = "application/vnd.oci.image.layer.v1.tar+gzip";
    public const string OciLayerZstd = "application/vnd.oci.image.layer.v1.tar+zstd";

    /// <summary>Of OCI 1.1's release candidates; withdrawn, still stored here and there.</summary>
    public const string OciArtifact = "application/vnd.oci.artifact.manifest.v1+json";

    public const string DockerManifest = "application/vnd.docker.distribution.manifest.v2+json";
    public const string DockerManifestList = "application/vnd.docker.distribution.manifest.list.v2+json";
    public const string DockerConfig = "application/vnd.docker.container.image.v1+json";
    public const string DockerLayer = "application/vnd.docker.image.rootfs.diff.tar";
    public const string DockerLayerGzip = "application/vnd.docker.image.rootfs.diff.tar.gzip";

    public const string SigstoreBundle = "application/vnd.dev.sigstore.bundle.v0.3+json";
    public const string CosignSimpleSigning = "application/vnd.dev.cosign.simplesigning.v1+json";
    public const string DsseEnvelope = "application/vnd.dsse.envelope.v1+json";
    public const string InToto = "application/vnd.in-toto+json";

    /// <summary>What a client accepts when it asks for a manifest.</summary>
    public static readonly IReadOnlyList<string> Manifests = [OciManifest, OciIndex, DockerManifest, DockerManifestList, OciArtifact];

    public static bool IsIndex(string mediaType) => mediaType is OciIndex or DockerManifestList;

    public static bool IsManifest(string mediaType) => Manifests.Contains(mediaType);

    public static bool IsImageConfig(string mediaType) => mediaType is OciConfig or DockerConfig;

    /// <summary>Content that vouches for an image and is never a part of a file system.</summary>
    public static bool IsEvidence(string mediaType) =>
        mediaType is CosignSimpleSigning or DsseEnvelope or InToto or OciEmpty
        || mediaType.StartsWith("application/vnd.dev.sigstore.", StringComparison.Ordinal)
        || mediaType.StartsWith("application/vnd.cyclonedx", StringComparison.Ordinal)
        || mediaType is "application/spdx+json" or "text/spdx" or "text/spdx+json" or "text/spdx+xml" or "application/vnd.syft+json";
}
