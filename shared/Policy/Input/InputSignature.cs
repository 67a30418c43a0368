using System.ComponentModel;

namespace Attestry.Policy.Input;

public sealed record InputSignature(
    [property: Description("The cryptography passed, the payload names the artifact or an index that lists it, and the key or identity is one that the repository trusts.")] bool Verified,
    [property: Description("cosign-tag, cosign-referrer, sigstore-bundle or notation.")] string Layout,
    [property: Description("Digest of the manifest that carries it.")] string Manifest,
    [property: Description("What proves its time: log, timestamp; empty when nothing does, as of a key that needs no proof.")] IReadOnlyList<string> Proofs,
    [property: Description("What is wrong or notable.")] IReadOnlyList<InputFinding> Findings,
    [property: Description("Digest that the signed payload names.")] string? SignedDigest = null,
    [property: Description("Configured name of the trusted key or identity that made it.")] string? Signer = null,
    [property: Description("Of the key, lower-case hex SHA-256 of its SubjectPublicKeyInfo.")] string? KeyId = null,
    [property: Description("Of the certificate, its subject alternative name: an e-mail address or a workflow's URI.")] string? Identity = null,
    [property: Description("Of the certificate, the OpenID Connect issuer.")] string? Issuer = null,
    [property: Description("What the certificate says of the workload, by the names of Fulcio's extensions: sourceRepositoryUri, runInvocationUri and so on.")] IReadOnlyDictionary<string, string>? Claims = null,
    [property: Description("The earliest proven time at which it existed.")] DateTimeOffset? ProvenAt = null);
