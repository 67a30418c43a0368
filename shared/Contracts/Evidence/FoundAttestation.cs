using Attestry.Primitives;
using Attestry.Primitives.Findings;

namespace Attestry.Contracts.Evidence;

/// <summary>A statement about an artifact that does not sign it: provenance, an SBOM, a scan.</summary>
/// <param name="Layout"><c>cosign-tag</c> (behind <c>sha256-….att</c>), <c>cosign-referrer</c> or <c>sigstore-bundle</c>.</param>
/// <param name="Manifest">Digest of the manifest that carries it.</param>
/// <param name="PredicateType">As stated; authentic only when <paramref name="Trusted"/>.</param>
/// <param name="Trusted">The cryptography passed, the statement names the artifact, and the key or identity is one that this repository trusts.</param>
/// <param name="Key">Configured name of the key or identity that made it; null when none did.</param>
public sealed record FoundAttestation(
    string Layout,
    Digest Manifest,
    Digest? SignedDigest,
    string PredicateType,
    bool Trusted,
    string? Key,
    IReadOnlyList<Finding> Findings)
{
    /// <summary>What people call the predicate: <c>slsa-provenance-v1</c>, <c>slsa-provenance-v0.2</c>, <c>spdx</c>, <c>cyclonedx</c>, <c>syft</c>, <c>vsa</c>, <c>vuln</c>, <c>openvex</c>, or <c>custom</c>.</summary>
    public string Predicate { get; init; } = "custom";

    /// <summary>
    /// The predicate as JSON text without white space, of a statement that is <see cref="Trusted"/>. Null of others and of what has
    /// more than <see cref="Primitives.Limits.PredicateLimits"/> keep: an SBOM is read where it is used.
    /// </summary>
    public string? Content { get; init; }

    /// <summary>As of <see cref="FoundSignature"/>.</summary>
    public string? Issuer { get; init; }

    /// <inheritdoc cref="Issuer"/>
    public string? Subject { get; init; }
}
