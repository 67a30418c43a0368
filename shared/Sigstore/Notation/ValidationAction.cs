namespace Attestry.Sigstore.Notation;

/// <summary>What happens when a validation fails (trust-store-trust-policy.md §signature verification details).</summary>
internal enum ValidationAction
{
    None = 0,

    /// <summary>The signature does not count.</summary>
    Enforce,

    /// <summary>It counts, and the failure is told.</summary>
    Log,

    /// <summary>It is not made.</summary>
    Skip,
}
