using System.Text.Json.Serialization;

namespace Attestry.Primitives.Signing;

/// <summary>A DSSE envelope (DSSE 1.0, envelope.md): the payload, its type, and signatures over their PAE.</summary>
/// <param name="Payload">The payload's bytes; base64 in JSON.</param>
public sealed record DsseEnvelope(
    [property: JsonPropertyName("payloadType")] string PayloadType,
    [property: JsonPropertyName("payload")] byte[] Payload,
    [property: JsonPropertyName("signatures")] IReadOnlyList<DsseSignature> Signatures);
