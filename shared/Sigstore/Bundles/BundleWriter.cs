using System.Text.Json;
using System.Text.Json.Nodes;
using Attestry.Primitives.Signing;
using Attestry.Sigstore.Dsse;
using Attestry.Sigstore.Keys;

namespace Attestry.Sigstore.Bundles;

public static class BundleWriter
{
    /// <summary>A v0.3 bundle around an envelope that <paramref name="key"/>'s holder signed, and nobody else.</summary>
    /// <exception cref="ArgumentException">The envelope does not have exactly one signature, as a bundle must.</exception>
    public static byte[] Write(DsseEnvelope envelope, VerificationKey key)
    {
        if (envelope.Signatures.Count != 1)
            throw new ArgumentException($"An envelope with {envelope.Signatures.Count} signatures does not fit into a bundle.", nameof(envelope));
        var bundle = new JsonObject
        {
            ["mediaType"] = BundleMediaTypes.V03,
            ["verificationMaterial"] = new JsonObject { ["publicKey"] = new JsonObject { ["hint"] = key.Hint } },
            ["dsseEnvelope"] = DsseEnvelopeJson.Node(envelope with { Signatures = [envelope.Signatures[0] with { KeyId = null }] }),
        };
        return JsonSerializer.SerializeToUtf8Bytes(bundle, DsseEnvelopeJson.Plain);
    }
}
