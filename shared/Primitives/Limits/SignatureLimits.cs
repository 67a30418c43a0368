namespace Attestry.Primitives.Limits;

/// <summary>How much of foreign signature material is read.</summary>
public static class SignatureLimits
{
    /// <summary>Of a PEM file or setting: an RSA key of 8192 bits in a certificate with its text needs less than a tenth.</summary>
    public const int PemCharacters = 64 * 1024;

    /// <summary>Below this, RSA can be factored with the means of a state (NIST SP 800-131A).</summary>
    public const int SmallestRsaBits = 2048;

    /// <summary>Above this, one verification costs milliseconds, and no certificate authority issues it.</summary>
    public const int LargestRsaBits = 8192;

    /// <summary>Of one envelope: each costs one verification under each trusted key.</summary>
    public const int SignaturesInEnvelope = 16;

    /// <summary>A signature of the largest RSA key has 1,024 bytes; more is not a signature.</summary>
    public const int SignatureBytes = 1024;

    /// <summary>Of a bundle or envelope: attested SBOMs of large images have some megabytes.</summary>
    public const int BundleBytes = 16 * 1024 * 1024;

    /// <summary>Of a simple-signing payload, which names one digest; optional annotations make it longer.</summary>
    public const int SimpleSigningBytes = 64 * 1024;

    /// <summary>Of a statement: one build attests some hundreds of files at most.</summary>
    public const int SubjectsInStatement = 10_000;

    /// <summary>Of a bundle: leaf, intermediates and root of every public authority are fewer.</summary>
    public const int CertificatesInChain = 10;

    /// <summary>Indexes that an artifact may be covered by; an image is re-listed by each rebuild of its index.</summary>
    public const int Indexes = 16;
}
