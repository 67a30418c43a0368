namespace Attestry.Standalone.Demo;

/// <summary>What happens to an image's signature before it is pushed.</summary>
internal enum Signing
{
    None = 0,

    /// <summary>As a Sigstore bundle behind the referrers API, which is what cosign 3 writes.</summary>
    Bundle,

    /// <summary>As the tag that cosign 2 wrote.</summary>
    Tag,

    /// <summary>As a bundle in which one bit of the signature is turned.</summary>
    Tampered,
}
