namespace Attestry.SignatureVerifier.Trust;

/// <summary>A build platform, the SLSA build level that it was assessed at, and who signs its provenance.</summary>
public sealed record TrustedBuilderOptions
{
    /// <summary>The builder id that provenance names; instead of <see cref="IdPattern"/>.</summary>
    public string? Id { get; init; }

    /// <summary>A regular expression over the whole id.</summary>
    public string? IdPattern { get; init; }

    /// <summary>SLSA build level, 1 to 3.</summary>
    public int Level { get; init; }

    /// <summary>Names of the keys and identities that speak for the builder.</summary>
    public IReadOnlyList<string> Signers { get; init; } = [];

    /// <summary>Patterns of <c>registry/repository</c>. With none, the builder is trusted nowhere.</summary>
    public IReadOnlyList<string> Repositories { get; init; } = [];
}
