using Attestry.Primitives;

namespace Attestry.Sigstore.Trust;

/// <summary>What signatures must be like in some repositories, beyond being by somebody who is trusted there.</summary>
public sealed record SignatureRule
{
    /// <summary>Where it holds (<see cref="RepositoryPattern"/>).</summary>
    public IReadOnlyList<string> Repositories { get; init; } = ["**"];

    /// <summary>Configured names of the only keys and identities that count; empty for all that the repository trusts.</summary>
    public IReadOnlyList<string> Signers { get; init; } = [];

    /// <summary>How many distinct signers must have signed the artifact.</summary>
    public int Threshold { get; init; } = 1;

    /// <summary>Distinct transparency logs that must hold a signature by an identity.</summary>
    public int MinLogEntries { get; init; } = 1;

    /// <summary>Distinct authorities that must vouch for the time of a signature by an identity.</summary>
    public int MinTimestamps { get; init; } = 1;

    /// <summary>Signatures by key need the same proofs as those by identities.</summary>
    public bool ProveKeys { get; init; }

    /// <summary>Signatures that are older do not count, nor do those whose time nothing proves; null for no bound.</summary>
    public TimeSpan? MaxAge { get; init; }

    /// <summary>The certificate must be valid still, and not only when it signed. Those of Fulcio live for minutes.</summary>
    public bool RequireCurrentCertificate { get; init; }

    /// <summary>For authorities that do not publish what they issue: nobody would see a certificate that was issued by mistake.</summary>
    public bool UnsafeWithoutSct { get; init; }

    public bool IsFor(string repository) => Repositories.Any(pattern => RepositoryPattern.Matches(pattern, repository));

    public bool Counts(string signer) => Signers.Count == 0 || Signers.Contains(signer);
}
