using Attestry.Oci.Manifests;
using Attestry.Oci.Referrers;
using Attestry.Oci.Sources;
using Attestry.Primitives;
using Attestry.Sigstore.Cosign;
using Attestry.Sigstore.Notation;

namespace Attestry.Evidence;

/// <summary>Fetches everything that signs or attests one manifest, and the SBOMs and VEX documents beside it, in every layout that is judged.</summary>
public static class SignatureCollection
{
    /// <inheritdoc cref="AttachmentCollector.CollectAsync"/>
    public static Task<AttachedContents> CollectAsync(IImageSource source, Digest subject, CancellationToken cancellation) =>
        AttachmentCollector.CollectAsync(source, subject, [CosignTag.Signature, CosignTag.Attestation, CosignTag.Sbom], IsWanted, cancellation);

    // Referrers whose artifact type is wanted are read first, so Notation's stands among the types of layers.
    private static bool IsWanted(string mediaType) =>
        CosignVerifier.Reads(mediaType) || NotationMediaTypes.IsEnvelope(mediaType) || mediaType == NotationMediaTypes.ArtifactType
        || SbomDocument.IsSbom(mediaType) || VexMediaTypes.IsVex(mediaType) || VexMediaTypes.IsAnyJson(mediaType);
}
