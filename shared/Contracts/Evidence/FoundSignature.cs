using Attestry.Primitives;
using Attestry.Primitives.Findings;

namespace Attestry.Contracts.Evidence;

/// <param name="Layout"><c>cosign-tag</c> (simple signing behind <c>sha256-….sig</c>), <c>cosign-referrer</c> (the same in a referrer), <c>sigstore-bundle</c> or <c>notation</c>.</param>
/// <param name="Manifest">Digest of the manifest that carries it.</param>
/// <param name="SignedDigest">Digest that the signed payload names; equal to the artifact, or to an index that lists it.</param>
/// <param name="Trusted">The cryptography passed, the payload names the artifact, and the key or identity is one that this repository trusts.</param>
/// <param name="Key">Configured name of the key or identity that made it; null when none did.</param>
public sealed record FoundSignature(
    string Layout,
    Digest Manifest,
    Digest? SignedDigest,
    bool Trusted,
    string? Key,
    IReadOnlyList<Finding> Findings)
{
    /// <summary>Who vouched for <see cref="Subject"/>; null without a certificate by a trusted authority.</summary>
    public string? Issuer { get; init; }

    /// <summary>Whom that certificate names; he need not be trusted here.</summary>
    public string? Subject { get; init; }

    /// <summary>What else that certificate says, by the names of Fulcio's extensions in camel case (<c>sourceRepositoryUri</c>); empty without one.</summary>
    public IReadOnlyDictionary<string, string> Claims { get; init; } = new Dictionary<string, string>();

    /// <summary>Of the trusted key that made it, lower-case hex SHA-256 of its SubjectPublicKeyInfo; null when no key did.</summary>
    public string? KeyId { get; init; }

    /// <summary>Trusted transparency logs that hold the signature.</summary>
    public IReadOnlyList<string> Logs { get; init; } = [];

    /// <summary>When the signature is known to have existed, in order.</summary>
    public IReadOnlyList<ProvenTimestamp> Times { get; init; } = [];
}
