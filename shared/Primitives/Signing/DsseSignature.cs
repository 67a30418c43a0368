using System.Text.Json.Serialization;

namespace Attestry.Primitives.Signing;

/// <param name="KeyId">An unauthenticated hint; it selects a key to try and proves nothing.</param>
/// <param name="Sig">The signature's bytes; base64 in JSON.</param>
public sealed record DsseSignature(
    [property: JsonPropertyName("keyid")] string? KeyId,
    [property: JsonPropertyName("sig")] byte[] Sig);
