using System.Text.Json.Nodes;
using Attestry.Sigstore.TransparencyLog;

namespace Attestry.Sigstore.Signing;

/// <summary>Has signatures logged by Rekor v2 (rekor_v2, <c>CreateEntry</c>).</summary>
internal static class RekorV2Client
{
    /// <summary>The entry with its proofs, as a bundle carries it: the answer is one.</summary>
    internal static async Task<JsonObject> AddAsync(ISigningTransport transport, Uri service, SignedContent content, CancellationToken cancellation)
    {
        var answer = await transport.PostAsync(ServiceJson.Under(service, "api/v2/log/entries"), ServiceJson.MediaType, ServiceJson.Write(Request(content)), cancellation);
        return ServiceJson.Read(service, answer, root =>
        {
            LogEntryReader.Read(root);
            return JsonObject.Create(root.Clone())!;
        });
    }

    // For an envelope too: what was signed, its pre-authentication encoding, is logged by its digest like any artifact.
    private static JsonObject Request(SignedContent content) => new()
    {
        ["hashedRekordRequestV002"] = new JsonObject
        {
            ["digest"] = Convert.ToBase64String(content.Content.ToBytes()),
            ["signature"] = new JsonObject
            {
                ["content"] = Convert.ToBase64String(content.Signature),
                ["verifier"] = new JsonObject
                {
                    ["x509Certificate"] = new JsonObject { ["rawBytes"] = Convert.ToBase64String(content.Certificate) },
                    ["keyDetails"] = "PKIX_ECDSA_P256_SHA_256",
                },
            },
        },
    };
}
