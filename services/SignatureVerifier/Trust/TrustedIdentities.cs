using Attestry.Sigstore.Trust;

namespace Attestry.SignatureVerifier.Trust;

/// <param name="Trust">Null when no identity is configured.</param>
internal sealed record TrustedIdentities(KeylessTrust? Trust);
