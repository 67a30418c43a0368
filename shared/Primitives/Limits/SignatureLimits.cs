namespace Attestry.Primitives.Limits;

/// <summary>How much of foreign signature material is read.</summary>
public static class SignatureLimits
{
    /// <summary>Of a PEM file or setting: an RSA key of 8192 bits in a certificate with its text needs less than a tenth.</summary>
    public const int PemCharacters = 64 * 1024;

    /// <summary>Memory to derive the key of an encrypted key file: cosign's parameters take 64 MiB.</summary>
    public const long ScryptBytes = 256 * 1024 * 1024;

    /// <summary>Of an answer by a certificate authority, log or timestamp authority: a log repeats the attested envelope.</summary>
    public const int AnswerBytes = 32 * 1024 * 1024;

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

    /// <summary>Of one certificate: with every Fulcio extension and long URIs some have 3 KiB.</summary>
    public const int CertificateBytes = 64 * 1024;

    /// <summary>Of one certificate: Fulcio writes fewer than thirty.</summary>
    public const int ExtensionsInCertificate = 64;

    /// <summary>Of one certificate: each costs a signature verification; browsers ask for three.</summary>
    public const int SctsInCertificate = 16;

    /// <summary>Of one bundle: each costs up to two signature verifications and a path of hashes.</summary>
    public const int LogEntriesInBundle = 16;

    /// <summary>Of one bundle: each costs a CMS verification.</summary>
    public const int TimestampsInBundle = 16;

    /// <summary>Of one RFC 3161 response; one with its certificate chain has some 6 KiB.</summary>
    public const int TimestampBytes = 64 * 1024;

    /// <summary>Of an inclusion or consistency proof: a tree of 2^63 leaves is not higher.</summary>
    public const int HashesInProof = 64;

    /// <summary>Of a checkpoint: a few lines and the cosignatures of its witnesses.</summary>
    public const int CheckpointCharacters = 64 * 1024;

    /// <summary>Of a checkpoint: only those by the log itself cost a verification.</summary>
    public const int SignaturesInNote = 100;

    /// <summary>Of a trusted root: the public one, with everything that was ever rotated, has 10 KiB.</summary>
    public const int TrustedRootBytes = 1024 * 1024;

    /// <summary>Of one kind of authority in a trusted root.</summary>
    public const int AuthoritiesInRoot = 256;

    /// <summary>Of an issuer or subject that a regular expression is tried on.</summary>
    public const int IdentityCharacters = 4096;

    /// <summary>How far the clock of a log or timestamp authority may be ahead of ours: a push is verified within the second.</summary>
    public static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(1);

    /// <summary>Indexes that an artifact may be covered by; an image is re-listed by each rebuild of its index.</summary>
    public const int Indexes = 16;
}
