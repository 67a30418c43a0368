namespace Attestry.SignatureVerifier.Trust;

/// <summary>What signatures must be like in some repositories. Of several rules for one repository the first counts.</summary>
public sealed record TrustRuleOptions
{
    /// <summary>Patterns of <c>registry/repository</c>: <c>ghcr.io/acme/**</c>.</summary>
    public IReadOnlyList<string> Repositories { get; init; } = [];

    /// <summary>Names of the only keys and identities that count, and <c>notation:NAME</c> for statements of the Notation trust policy; with none, all that the repository trusts.</summary>
    public IReadOnlyList<string> Signers { get; init; } = [];

    /// <summary>How many distinct signers must have signed an artifact.</summary>
    public int Threshold { get; init; } = 1;

    /// <summary>As of <see cref="TrustOptions.MinLogEntries"/>, which holds where this is left out.</summary>
    public int? MinLogEntries { get; init; }

    /// <summary>As of <see cref="TrustOptions.MinTimestamps"/>, which holds where this is left out.</summary>
    public int? MinTimestamps { get; init; }

    /// <summary>Signatures by key need the same proofs as those by identities; needs <see cref="TrustOptions.TrustedRoot"/>.</summary>
    public bool ProveKeys { get; init; }

    /// <summary>Signatures that are older, or whose age nothing proves, do not count. Left out: no bound.</summary>
    public int? MaxAgeDays { get; init; }

    /// <summary>A certificate must be valid when its signature is verified, and not only when it was made. Never so for Fulcio's, which live for minutes.</summary>
    public bool RequireCurrentCertificate { get; init; }

    /// <summary>Certificates need no promise of a certificate transparency log: for authorities that publish nothing, as GitHub's for private repositories.</summary>
    public bool UnsafeWithoutSct { get; init; }
}
