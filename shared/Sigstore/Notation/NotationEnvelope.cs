namespace Attestry.Sigstore.Notation;

/// <summary>A Notation signature whose form was checked and nothing else.</summary>
/// <param name="IsSigningAuthority">The scheme <c>notary.x509.signingAuthority</c>; otherwise <c>notary.x509</c>.</param>
/// <param name="AuthenticSigningTime">When the signing authority says that it signed; null under the other scheme.</param>
/// <param name="Expiry">After which the signer wants it to count no more; null for never.</param>
/// <param name="Certificates">DER, the signer's first.</param>
/// <param name="Timestamp">An RFC 3161 token over <paramref name="Signature"/>; null without one.</param>
/// <param name="Signed">The bytes that are signed.</param>
internal sealed record NotationEnvelope(
    NotationAlgorithm Algorithm,
    bool IsSigningAuthority,
    DateTimeOffset? AuthenticSigningTime,
    DateTimeOffset? Expiry,
    ReadOnlyMemory<byte> Payload,
    IReadOnlyList<ReadOnlyMemory<byte>> Certificates,
    ReadOnlyMemory<byte>? Timestamp,
    ReadOnlyMemory<byte> Signed,
    ReadOnlyMemory<byte> Signature);
