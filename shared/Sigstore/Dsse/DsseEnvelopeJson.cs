using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Attestry.Primitives.Findings;
using Attestry.Primitives.Limits;
using Attestry.Primitives.Signing;
using Attestry.Sigstore.Json;

namespace Attestry.Sigstore.Dsse;

/// <summary>DSSE envelopes as JSON (DSSE 1.0, envelope.md).</summary>
public static class DsseEnvelopeJson
{
    internal static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The envelope, or a finding that says why the bytes are none. Fields that the format does not have are refused.</summary>
    public static (DsseEnvelope? Envelope, Finding? Finding) Read(ReadOnlyMemory<byte> utf8)
    {
        var reading = Reading<DsseEnvelope>.Of(utf8, SignatureLimits.BundleBytes, "DSSE envelope", Read);
        return (reading.Value, reading.Finding);
    }

    public static byte[] Write(DsseEnvelope envelope) => JsonSerializer.SerializeToUtf8Bytes(Node(envelope), Plain);

    internal static DsseEnvelope Read(JsonElement element)
    {
        element.Only("DSSE envelope", "payload", "payloadType", "signatures");
        var signatures = element.Items("signatures", SignatureLimits.SignaturesInEnvelope);
        return signatures.Length > 0
            ? new(element.Text("payloadType"), element.Base64("payload"), [.. signatures.Select(ReadSignature)])
            : throw new JsonException("The DSSE envelope has no signature.");
    }

    internal static JsonObject Node(DsseEnvelope envelope) => new()
    {
        ["payload"] = Convert.ToBase64String(envelope.Payload),
        ["payloadType"] = envelope.PayloadType,
        ["signatures"] = new JsonArray([.. envelope.Signatures.Select(Node)]),
    };

    private static DsseSignature ReadSignature(JsonElement element)
    {
        element.Only("DSSE signature", "keyid", "sig");
        return new(element.OptionalText("keyid"), element.Base64("sig"));
    }

    private static JsonObject Node(DsseSignature signature)
    {
        var node = new JsonObject { ["sig"] = Convert.ToBase64String(signature.Sig) };
        if (!string.IsNullOrEmpty(signature.KeyId))
            node["keyid"] = signature.KeyId;
        return node;
    }
}
