namespace Attestry.Primitives.Findings;

/// <summary>Ids of what is wrong with a Notation signature, beyond what signatures have in common.</summary>
public static class NotationFindings
{
    /// <summary>No trust policy names the repository, so that nobody said what to trust there.</summary>
    public const string PolicyMissing = "notation.policy-missing";

    /// <summary>The trust policy says that signatures are not looked at; they prove nothing then.</summary>
    public const string Skipped = "notation.skipped";

    /// <summary>The certificate chain is not one that the specification allows.</summary>
    public const string ChainInvalid = "notation.chain-invalid";

    /// <summary>No certificate of the chain is in the trust stores that the policy names.</summary>
    public const string ChainUntrusted = "notation.chain-untrusted";

    /// <summary>The certificate names nobody whom the policy trusts.</summary>
    public const string IdentityMismatch = "notation.identity-mismatch";

    /// <summary>The signature's own expiry has passed.</summary>
    public const string Expired = "notation.expired";

    /// <summary>Nothing proves that it was made while its certificates were valid.</summary>
    public const string TimestampInvalid = "notation.timestamp-invalid";

    /// <summary>The certificates name services that would tell whether they were revoked; nothing is asked over the network here.</summary>
    public const string RevocationUnknown = "notation.revocation-unknown";

    /// <summary>It demands a plugin or an attribute that is not known here.</summary>
    public const string CriticalUnsupported = "notation.critical-unsupported";
}
