using System.Text.Json;
using System.Text.Json.Nodes;
using Attestry.Primitives;
using Attestry.Primitives.Signing;
using Attestry.Sigstore.Dsse;
using Attestry.Sigstore.Keys;

namespace Attestry.Sigstore.Bundles;

/// <summary>Writes v0.3 bundles.</summary>
public static class BundleWriter
{
    /// <summary>A bundle around an envelope that <paramref name="key"/>'s holder signed, and nobody else.</summary>
    /// <exception cref="ArgumentException">The envelope does not have exactly one signature, as a bundle must.</exception>
    public static byte[] Write(DsseEnvelope envelope, VerificationKey key) =>
        Write(Envelope(envelope), new() { ["publicKey"] = new JsonObject { ["hint"] = key.Hint } });

    /// <summary>A bundle with a signature by <paramref name="key"/>'s holder over the artifact that has <paramref name="digest"/>.</summary>
    public static byte[] Write(Digest digest, byte[] signature, VerificationKey key) =>
        Write(Message(digest, signature), new() { ["publicKey"] = new JsonObject { ["hint"] = key.Hint } });

    internal static byte[] Write(KeyValuePair<string, JsonNode?> content, JsonObject material) => JsonSerializer.SerializeToUtf8Bytes(
        new JsonObject([new("mediaType", BundleMediaTypes.V03), new("verificationMaterial", material), content]),
        DsseEnvelopeJson.Plain);

    internal static KeyValuePair<string, JsonNode?> Envelope(DsseEnvelope envelope) => envelope.Signatures.Count == 1
        ? new("dsseEnvelope", DsseEnvelopeJson.Node(envelope with { Signatures = [envelope.Signatures[0] with { KeyId = null }] }))
        : throw new ArgumentException($"An envelope with {envelope.Signatures.Count} signatures does not fit into a bundle.", nameof(envelope));

    internal static KeyValuePair<string, JsonNode?> Message(Digest digest, byte[] signature) => new("messageSignature", new JsonObject
    {
        ["messageDigest"] = new JsonObject { ["algorithm"] = $"SHA2_{digest.Algorithm[3..]}", ["digest"] = Convert.ToBase64String(digest.ToBytes()) },
        ["signature"] = Convert.ToBase64String(signature),
    });

    /// <param name="certificate">The signer's, DER.</param>
    /// <param name="entries">Of logs, in ProtoJSON.</param>
    /// <param name="stamps">RFC 3161 responses, DER.</param>
    internal static JsonObject Material(byte[] certificate, IEnumerable<JsonObject> entries, IReadOnlyList<byte[]> stamps)
    {
        var material = new JsonObject
        {
            ["certificate"] = new JsonObject { ["rawBytes"] = Convert.ToBase64String(certificate) },
            ["tlogEntries"] = new JsonArray([.. entries]),
        };
        if (stamps.Count > 0)
            material["timestampVerificationData"] = new JsonObject
            {
                ["rfc3161Timestamps"] = new JsonArray([.. stamps.Select(stamp => new JsonObject { ["signedTimestamp"] = Convert.ToBase64String(stamp) })]),
            };
        return material;
    }
}
