using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Attestry.Primitives;
using Attestry.Primitives.Limits;
using Attestry.Sigstore.Dsse;
using Attestry.Sigstore.Json;

namespace Attestry.Sigstore.Signing;

/// <summary>Has signatures logged by Rekor v1 (rekor/openapi.yaml, <c>createLogEntry</c>).</summary>
internal static class RekorV1Client
{
    /// <summary>The entry with its proofs, as a bundle carries it.</summary>
    internal static async Task<JsonObject> AddAsync(ISigningTransport transport, Uri service, SignedContent content, CancellationToken cancellation)
    {
        var answer = await transport.PostAsync(ServiceJson.Under(service, "api/v1/log/entries"), ServiceJson.MediaType, ServiceJson.Write(Request(content)), cancellation);
        return ServiceJson.Read(service, answer, Entry);
    }

    private static JsonObject Request(SignedContent content)
    {
        var certificate = ServiceJson.ArmouredCertificate(content.Certificate);
        return content.Envelope is { } envelope
            ? Proposed("dsse", new()
            {
                ["proposedContent"] = new JsonObject { ["envelope"] = Encoding.UTF8.GetString(DsseEnvelopeJson.Write(envelope)), ["verifiers"] = new JsonArray(certificate) },
            })
            : Proposed("hashedrekord", new()
            {
                ["data"] = new JsonObject { ["hash"] = new JsonObject { ["algorithm"] = content.Content.Algorithm, ["value"] = content.Content.Hex } },
                ["signature"] = new JsonObject
                {
                    ["content"] = Convert.ToBase64String(content.Signature),
                    ["publicKey"] = new JsonObject { ["content"] = certificate },
                },
            });
    }

    private static JsonObject Proposed(string kind, JsonObject spec) => new() { ["apiVersion"] = "0.0.1", ["kind"] = kind, ["spec"] = spec };

    // One entry under its identifier; hex where bundles have base64.
    private static JsonObject Entry(JsonElement root)
    {
        var entry = root.EnumerateObject().Single().Value;
        var verification = entry.Required("verification");
        var proof = verification.Required("inclusionProof");
        using var body = StrictJson.Parse(entry.Base64("body"), SignatureLimits.AnswerBytes);
        return new()
        {
            ["logIndex"] = Number(entry, "logIndex"),
            ["logId"] = new JsonObject { ["keyId"] = Base64(entry.Text("logID")) },
            ["kindVersion"] = new JsonObject { ["kind"] = body.RootElement.Text("kind"), ["version"] = body.RootElement.Text("apiVersion") },
            ["integratedTime"] = Number(entry, "integratedTime"),
            ["inclusionPromise"] = new JsonObject { ["signedEntryTimestamp"] = verification.Text("signedEntryTimestamp") },
            ["inclusionProof"] = new JsonObject
            {
                ["logIndex"] = Number(proof, "logIndex"),
                ["rootHash"] = Base64(proof.Text("rootHash")),
                ["treeSize"] = Number(proof, "treeSize"),
                ["hashes"] = new JsonArray([.. proof.Items("hashes", SignatureLimits.HashesInProof).Select(hash => JsonValue.Create(Base64(hash.GetString() ?? "")))]),
                ["checkpoint"] = new JsonObject { ["envelope"] = proof.Text("checkpoint") },
            },
            ["canonicalizedBody"] = entry.Text("body"),
        };
    }

    private static string Number(JsonElement element, string name) => element.Whole(name).ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static string Base64(string hex) => Convert.ToBase64String(Convert.FromHexString(hex));
}
