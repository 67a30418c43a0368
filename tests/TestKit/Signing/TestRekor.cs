using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Attestry.Primitives.Signing;
using Attestry.Sigstore.Dsse;
using Attestry.Sigstore.Keys;

namespace Attestry.TestKit.Signing;

/// <summary>What Rekor does with a request of either version: it checks the signature, canonicalises the entry and logs it.</summary>
public sealed class TestRekor(TestTransparencyLog v1, TestTransparencyLog v2)
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The answer of v1; null when the request is not one that it takes.</summary>
    public JsonObject? AddV1(JsonNode request, DateTimeOffset at)
    {
        var spec = request["spec"]!;
        JsonObject body;
        if (request["kind"]!.GetValue<string>() == "dsse")
        {
            var envelope = DsseEnvelopeJson.Read(Encoding.UTF8.GetBytes(spec["proposedContent"]!["envelope"]!.GetValue<string>())).Envelope!;
            var armoured = spec["proposedContent"]!["verifiers"]![0]!.GetValue<string>();
            if (!KeyOf(Der(armoured)).Verify(PreAuthenticationEncoding.Of(envelope.PayloadType, envelope.Payload), envelope.Signatures[0].Sig))
                return null;
            body = new()
            {
                ["envelopeHash"] = Hash(DsseEnvelopeJson.Write(envelope)),
                ["payloadHash"] = Hash(envelope.Payload),
                ["signatures"] = new JsonArray(new JsonObject { ["signature"] = Convert.ToBase64String(envelope.Signatures[0].Sig), ["verifier"] = armoured }),
            };
        }
        else
        {
            var signature = Convert.FromBase64String(spec["signature"]!["content"]!.GetValue<string>());
            var digest = Primitives.Digest.Parse($"sha256:{spec["data"]!["hash"]!["value"]!.GetValue<string>()}");
            if (!KeyOf(Der(spec["signature"]!["publicKey"]!["content"]!.GetValue<string>())).VerifyHash(digest, signature))
                return null;
            body = spec.DeepClone().AsObject();
        }
        var entry = v1.Add(request["kind"]!.GetValue<string>(), "0.0.1", Body(request["kind"]!.GetValue<string>(), "0.0.1", body), at);
        return new() { [Guid.NewGuid().ToString("N")] = InHex(entry) };
    }

    /// <summary>The answer of v2; null when the request is not one that it takes.</summary>
    public JsonObject? AddV2(JsonNode request, DateTimeOffset at)
    {
        var record = request["hashedRekordRequestV002"]!;
        var (digest, signature) = (Convert.FromBase64String(record["digest"]!.GetValue<string>()), Convert.FromBase64String(record["signature"]!["content"]!.GetValue<string>()));
        if (!KeyOf(record["signature"]!["verifier"]!).VerifyHash(Primitives.Digest.FromHash(HashAlgorithmName.SHA256, digest), signature))
            return null;
        return v2.Add("hashedrekord", "0.0.2", Body("hashedrekord", "0.0.2", new() { ["hashedRekordV002"] = new JsonObject { ["data"] = Sha2(digest), ["signature"] = record["signature"]!.DeepClone() } }), at);
    }

    // Rekor's v1 interface writes hex and numbers where bundles have base64 and text.
    private static JsonObject InHex(JsonObject entry)
    {
        var proof = entry["inclusionProof"]!;
        return new()
        {
            ["body"] = entry["canonicalizedBody"]!.DeepClone(),
            ["integratedTime"] = Number(entry["integratedTime"]!),
            ["logID"] = Hex(entry["logId"]!["keyId"]!),
            ["logIndex"] = Number(entry["logIndex"]!),
            ["verification"] = new JsonObject
            {
                ["signedEntryTimestamp"] = entry["inclusionPromise"]!["signedEntryTimestamp"]!.DeepClone(),
                ["inclusionProof"] = new JsonObject
                {
                    ["checkpoint"] = proof["checkpoint"]!["envelope"]!.DeepClone(),
                    ["hashes"] = new JsonArray([.. proof["hashes"]!.AsArray().Select(hash => JsonValue.Create(Hex(hash!)))]),
                    ["logIndex"] = Number(proof["logIndex"]!),
                    ["rootHash"] = Hex(proof["rootHash"]!),
                    ["treeSize"] = Number(proof["treeSize"]!),
                },
            },
        };
    }

    // Canonical JSON (RFC 8785): some clients compute the entry anew and compare its hash.
    private static string Body(string kind, string version, JsonObject spec) =>
        Ordered(new JsonObject { ["apiVersion"] = version, ["kind"] = kind, ["spec"] = spec })!.ToJsonString(Plain);

    private static JsonNode? Ordered(JsonNode? node) => node switch
    {
        JsonObject fields => new JsonObject(fields.OrderBy(field => field.Key, StringComparer.Ordinal).Select(field => KeyValuePair.Create(field.Key, Ordered(field.Value)))),
        JsonArray items => new JsonArray([.. items.Select(Ordered)]),
        _ => node?.DeepClone(),
    };

    private static VerificationKey KeyOf(JsonNode verifier) => KeyOf(Convert.FromBase64String(verifier["x509Certificate"]!["rawBytes"]!.GetValue<string>()));

    private static VerificationKey KeyOf(byte[] certificate)
    {
        using var loaded = X509CertificateLoader.LoadCertificate(certificate);
        return VerificationKey.FromSubjectPublicKeyInfo(loaded.PublicKey.ExportSubjectPublicKeyInfo());
    }

    private static byte[] Der(string armoured)
    {
        var pem = Encoding.ASCII.GetString(Convert.FromBase64String(armoured));
        return Convert.FromBase64String(pem[PemEncoding.Find(pem).Base64Data]);
    }

    private static JsonObject Hash(byte[] content) => new() { ["algorithm"] = "sha256", ["value"] = Convert.ToHexStringLower(SHA256.HashData(content)) };

    private static JsonObject Sha2(byte[] hash) => new() { ["algorithm"] = "SHA2_256", ["digest"] = Convert.ToBase64String(hash) };

    private static string Hex(JsonNode base64) => Convert.ToHexStringLower(Convert.FromBase64String(base64.GetValue<string>()));

    private static long Number(JsonNode text) => long.Parse(text.GetValue<string>(), CultureInfo.InvariantCulture);
}
