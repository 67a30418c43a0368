namespace Attestry.Policy.BuiltIn;

/// <summary>Other effects for some repositories; what is not set here is as in <see cref="PolicyOptions"/>.</summary>
public sealed record RepositoryRules
{
    /// <summary>See <see cref="Primitives.RepositoryPattern"/>: <c>ghcr.io/acme/**</c>.</summary>
    public string Pattern { get; init; } = "";

    public RuleEffect? TrustedSignature { get; init; }

    public RuleEffect? Sbom { get; init; }

    public RuleEffect? DeniedPackages { get; init; }

    public RuleEffect? NonRoot { get; init; }
}
