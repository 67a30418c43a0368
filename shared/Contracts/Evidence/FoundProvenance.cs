using Attestry.Primitives;
using Attestry.Primitives.Findings;

namespace Attestry.Contracts.Evidence;

/// <summary>One SLSA provenance. What it says is authentic only when <paramref name="Trusted"/>.</summary>
/// <param name="Layout">As of <see cref="FoundAttestation"/>.</param>
/// <param name="Manifest">Digest of the manifest that carries it.</param>
/// <param name="PredicateType"><c>https://slsa.dev/provenance/v0.2</c> or <c>…/v1</c>.</param>
/// <param name="Trusted">It is by a signer whom the repository trusts, about the artifact, and contradicts nothing that the certificate says.</param>
/// <param name="Signer">Configured name of the key or identity that signed; null when none did.</param>
/// <param name="BuildLevel">SLSA build level, 0 to 3; 0 unless <paramref name="Trusted"/>.</param>
/// <param name="Findings"><c>provenance.…</c>: why it is not trusted, or what limits its level.</param>
public sealed record FoundProvenance(
    string Layout,
    Digest Manifest,
    string PredicateType,
    bool Trusted,
    string? Signer,
    int BuildLevel,
    IReadOnlyList<Finding> Findings)
{
    /// <summary>Digest that the statement names; the artifact's, or that of an index that lists it.</summary>
    public Digest? SignedDigest { get; init; }

    /// <summary>URI of the platform that built; null when the provenance cannot be read.</summary>
    public string? BuilderId { get; init; }

    public string? BuildType { get; init; }

    /// <summary><c>https://github.com/acme/app</c>.</summary>
    public string? SourceRepository { get; init; }

    /// <summary><c>refs/heads/main</c>, <c>refs/tags/v1</c>.</summary>
    public string? SourceRef { get; init; }

    /// <summary>The Git commit, hexadecimal.</summary>
    public string? SourceCommit { get; init; }

    /// <summary>The run at the builder, as it names it.</summary>
    public string? InvocationId { get; init; }

    public DateTimeOffset? StartedOn { get; init; }

    public DateTimeOffset? FinishedOn { get; init; }

    /// <summary>What went into the build; v1 calls them resolved dependencies.</summary>
    public IReadOnlyList<FoundMaterial> Materials { get; init; } = [];

    /// <summary>What the certificate says of the workload, by the names of Fulcio's extensions in camel case (<c>sourceRepositoryUri</c>, <c>runnerEnvironment</c>); empty without a certificate that is trusted.</summary>
    public IReadOnlyDictionary<string, string> Claims { get; init; } = new Dictionary<string, string>();
}
