namespace Attestry.Sigstore.Bundles;

/// <summary>The media types of Sigstore bundles (sigstore_bundle.proto).</summary>
public static class BundleMediaTypes
{
    public const string V01 = "application/vnd.dev.sigstore.bundle+json;version=0.1";

    public const string V02 = "application/vnd.dev.sigstore.bundle+json;version=0.2";

    /// <summary>What early writers of v0.3 wrote.</summary>
    public const string V03Parameter = "application/vnd.dev.sigstore.bundle+json;version=0.3";

    public const string V03 = "application/vnd.dev.sigstore.bundle.v0.3+json";

    /// <summary>Is a layer or artifact of this type some bundle, of whichever version?</summary>
    public static bool IsBundle(string? mediaType) =>
        mediaType is not null && mediaType.StartsWith("application/vnd.dev.sigstore.bundle", StringComparison.Ordinal);
}
