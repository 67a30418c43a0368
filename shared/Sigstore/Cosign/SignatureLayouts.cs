using Attestry.Sigstore.Bundles;
using Attestry.Sigstore.Notation;

namespace Attestry.Sigstore.Cosign;

/// <summary>Where a signature lies in a registry, as evidence calls it.</summary>
public static class SignatureLayouts
{
    /// <summary>Behind the tag <c>sha256-….sig</c> or <c>.att</c>.</summary>
    public const string CosignTag = "cosign-tag";

    /// <summary>cosign's layers in a referrer.</summary>
    public const string CosignReferrer = "cosign-referrer";

    /// <summary>A bundle.</summary>
    public const string SigstoreBundle = "sigstore-bundle";

    /// <summary>A Notation envelope in a referrer.</summary>
    public const string Notation = "notation";

    /// <param name="mediaType">Of the layer.</param>
    public static string Of(string mediaType, bool behindTag) =>
        NotationMediaTypes.IsEnvelope(mediaType) ? Notation : BundleMediaTypes.IsBundle(mediaType) ? SigstoreBundle : behindTag ? CosignTag : CosignReferrer;
}
