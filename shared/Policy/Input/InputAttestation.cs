using System.ComponentModel;
using System.Text.Json;

namespace Attestry.Policy.Input;

public sealed record InputAttestation(
    [property: Description("The cryptography passed, the statement names the artifact, and the key or identity is one that the repository trusts. What is not verified is hearsay.")] bool Verified,
    [property: Description("URI of the predicate type, as stated.")] string PredicateType,
    [property: Description("cosign-tag, cosign-referrer or sigstore-bundle.")] string Layout,
    [property: Description("Digest of the manifest that carries it.")] string Manifest,
    [property: Description("What is wrong or notable.")] IReadOnlyList<InputFinding> Findings,
    [property: Description("Digest that the statement names.")] string? SignedDigest = null,
    [property: Description("Configured name of the trusted key or identity that made it.")] string? Signer = null,
    [property: Description("Of the certificate, its subject alternative name.")] string? Identity = null,
    [property: Description("Of the certificate, the OpenID Connect issuer.")] string? Issuer = null,
    [property: Description("The predicate, of a verified statement; absent when it has more than 64 KiB or the artifact's predicates have more than 1 MiB together.")] JsonElement? Predicate = null);
