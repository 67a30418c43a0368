using Attestry.Oci.Manifests;
using Attestry.Oci.Referrers;
using Attestry.Oci.Sources;
using Attestry.Primitives;
using Attestry.Sigstore.Cosign;
using Attestry.Sigstore.Keys;

namespace Attestry.Sigstore.Tests.Cosign;

/// <summary>What a repository holds about an image, fetched and judged as the service and the command line do.</summary>
internal sealed record FoundMaterial(AttachedContent Item)
{
    internal string MediaType => Item.Layer.MediaType;

    internal string Layout => SignatureLayouts.Of(MediaType, Item.BehindTag);

    internal ReadOnlyMemory<byte> Content { get; init; } = Item.Content;

    internal IReadOnlyDictionary<string, string> Annotations { get; init; } = Item.Layer.Annotations ?? new Dictionary<string, string>();

    internal SignatureResult Verify(Digest image, params IReadOnlyCollection<VerificationKey> trusted) =>
        Item.Finding is { } finding ? SignatureResult.Refused(finding) : CosignVerifier.Verify(MediaType, Content, Annotations, image, trusted);

    internal static async Task<(IReadOnlyList<FoundMaterial> Materials, AttachedContents Contents)> CollectAsync(IImageSource source, Digest image)
    {
        var contents = await AttachmentCollector.CollectAsync(source, image, [CosignTag.Signature, CosignTag.Attestation], CosignVerifier.Reads, default);
        return ([.. contents.Items.Select(item => new FoundMaterial(item))], contents);
    }
}
