namespace Attestry.SignatureVerifier.Trust;

/// <summary>Somebody who signs with certificates: a workload or person, and who vouches for them. Patterns are regular expressions over the whole text.</summary>
public sealed record TrustedIdentityOptions
{
    /// <summary>What evidence calls it.</summary>
    public string Name { get; init; } = "";

    /// <summary>The issuer's address; instead of <see cref="IssuerPattern"/>.</summary>
    public string? Issuer { get; init; }

    public string? IssuerPattern { get; init; }

    /// <summary>An address or URI; instead of <see cref="SubjectPattern"/>.</summary>
    public string? Subject { get; init; }

    public string? SubjectPattern { get; init; }

    /// <summary>Patterns of <c>registry/repository</c>: <c>ghcr.io/acme/**</c>. With none, the identity is trusted nowhere.</summary>
    public IReadOnlyList<string> Repositories { get; init; } = [];
}
