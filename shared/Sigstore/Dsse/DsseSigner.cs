using Attestry.Primitives.Signing;
using Attestry.Sigstore.Keys;

namespace Attestry.Sigstore.Dsse;

public static class DsseSigner
{
    /// <summary>An envelope (DSSE 1.0) with one signature over the payload's pre-authentication encoding.</summary>
    public static DsseEnvelope Sign(string payloadType, ReadOnlySpan<byte> payload, SigningKey key) =>
        new(payloadType, payload.ToArray(), [new(key.Public.KeyId, key.Sign(PreAuthenticationEncoding.Of(payloadType, payload)))]);

    /// <inheritdoc cref="Sign"/>
    public static async Task<DsseEnvelope> SignAsync(string payloadType, ReadOnlyMemory<byte> payload, ISigner signer, CancellationToken cancellation) =>
        new(payloadType, payload.ToArray(), [new(signer.PublicKey.KeyId, await signer.SignAsync(PreAuthenticationEncoding.Of(payloadType, payload.Span), cancellation))]);
}
