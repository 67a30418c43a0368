namespace Attestry.Primitives.Limits;

/// <summary>How much is read of what is attached to one manifest. Anyone who may push can attach.</summary>
public static class ReferrerLimits
{
    /// <summary>Referring manifests: a release with an attestation from each of its tools has some dozens.</summary>
    public const int Manifests = 200;

    /// <summary>Layers of them; each costs a request, and what is made of it.</summary>
    public const int Contents = 200;

    /// <summary>Of one layer: attested SBOMs of large images have some megabytes.</summary>
    public const int ContentBytes = 16 * 1024 * 1024;

    /// <summary>Of all together, which are held at once.</summary>
    public const int CollectedBytes = 32 * 1024 * 1024;

    /// <summary>SBOMs of one artifact, and likewise VEX documents, that are listed and kept beside its evidence; tools write one or two.</summary>
    public const int Documents = 50;

    /// <summary>Of all documents that are kept of one artifact.</summary>
    public const int KeptBytes = 32 * 1024 * 1024;

    /// <summary>SBOMs of one artifact that are compared with its packages, each with up to a hundred findings.</summary>
    public const int ComparedSboms = 20;
}
