using Attestry.Oci.Manifests;
using Attestry.Oci.Referrers;
using Attestry.Oci.Sources;
using Attestry.Primitives;
using Attestry.Sigstore.Cosign;

namespace Attestry.Evidence;

/// <summary>Fetches everything that signs or attests one manifest, in every layout that is judged.</summary>
public static class SignatureCollection
{
    /// <inheritdoc cref="AttachmentCollector.CollectAsync"/>
    public static Task<AttachedContents> CollectAsync(IImageSource source, Digest subject, CancellationToken cancellation) =>
        AttachmentCollector.CollectAsync(source, subject, [CosignTag.Signature, CosignTag.Attestation], CosignVerifier.Reads, cancellation);
}
