namespace Attestry.Primitives.Findings;

/// <summary>Ids of what the verification of signatures finds.</summary>
public static class SignatureFindings
{
    /// <summary>Nothing signs the artifact.</summary>
    public const string Missing = "signature.missing";

    /// <summary>What should be a signature cannot be read, or says two things that contradict each other.</summary>
    public const string Malformed = "signature.malformed";

    /// <summary>The bytes and the signature do not belong together under any key that may have made it.</summary>
    public const string Invalid = "signature.invalid";

    /// <summary>It is not by a key that the repository trusts.</summary>
    public const string KeyUntrusted = "signature.key-untrusted";

    /// <summary>What was signed names another artifact.</summary>
    public const string DigestMismatch = "signature.digest-mismatch";

    /// <summary>The certificate is good, but names an issuer or subject that is not trusted.</summary>
    public const string IdentityMismatch = "signature.identity-mismatch";

    /// <summary>It rests on a certificate instead of a key, which is not judged.</summary>
    public const string KeylessUnsupported = "signature.keyless-unsupported";

    /// <summary>A signature with an unknown type or version.</summary>
    public const string TypeUnsupported = "signature.type-unsupported";

    /// <summary>The artifact is covered by the signature over an index that lists it.</summary>
    public const string ViaIndex = "signature.via-index";

    /// <summary>Fewer distinct signers signed the artifact than the repository demands.</summary>
    public const string ThresholdUnmet = "signature.threshold-unmet";

    /// <summary>It was made longer ago than signatures count for.</summary>
    public const string TooOld = "signature.too-old";

    /// <summary>Old signatures do not count, and nothing proves when this one was made.</summary>
    public const string AgeUnknown = "signature.age-unknown";

    /// <summary>Its certificate has expired since, and only current ones count.</summary>
    public const string CertificateExpired = "signature.certificate-expired";

    /// <summary>The artifact's registry is not configured, so that nothing about it can be looked at.</summary>
    public const string RegistryUnknown = "signature.registry-unknown";
}
