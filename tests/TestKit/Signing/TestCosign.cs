using System.Text;
using System.Text.Json.Nodes;
using Attestry.Primitives;
using Attestry.Sigstore.Cosign;

namespace Attestry.TestKit.Signing;

/// <summary>cosign's old layout with certificates: the parts of a bundle in annotations of a layer.</summary>
public static class TestCosign
{
    private const string ManifestType = "application/vnd.oci.image.manifest.v1+json";

    /// <summary>Behind the <c>.sig</c> tag of <paramref name="artifact"/>; <paramref name="change"/> alters the layer's annotations.</summary>
    public static SignatureManifest SignTag(TestSigstore sigstore, Digest artifact, TestSigning? signing = null, Action<JsonObject>? change = null)
    {
        var payload = new SimpleSigningPayload("registry.example/app", signing?.Subject ?? artifact).Write();
        var bundle = sigstore.Sign(payload, signing ?? new());
        var annotations = Annotations(bundle);
        annotations[CosignMediaTypes.SignatureAnnotation] = bundle["messageSignature"]!["signature"]!.GetValue<string>();
        return Manifest($"{artifact.Algorithm}-{artifact.Hex}.sig", CosignMediaTypes.SimpleSigning, payload, annotations, change);
    }

    /// <summary>Behind the <c>.att</c> tag.</summary>
    public static SignatureManifest AttestTag(TestSigstore sigstore, Digest artifact, TestSigning signing, Action<JsonObject>? change = null)
    {
        var bundle = sigstore.Sign([], signing with { Envelope = true, Kind = "dsse", Subject = signing.Subject ?? artifact });
        var envelope = Encoding.UTF8.GetBytes(bundle["dsseEnvelope"]!.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }));
        if (signing.Kind == "intoto")
            LogEnvelope(sigstore, bundle, envelope, signing.LoggedAt);
        return Manifest($"{artifact.Algorithm}-{artifact.Hex}.att", CosignMediaTypes.DsseEnvelope, envelope, Annotations(bundle), change);
    }

    // intoto 0.0.1, which cosign 1 and 2 wrote: the entry names the envelope and not its signature.
    private static void LogEnvelope(TestSigstore sigstore, JsonObject bundle, byte[] envelope, DateTimeOffset at)
    {
        var payload = Convert.FromBase64String(bundle["dsseEnvelope"]!["payload"]!.GetValue<string>());
        var body = new JsonObject
        {
            ["apiVersion"] = "0.0.1",
            ["kind"] = "intoto",
            ["spec"] = new JsonObject
            {
                ["content"] = new JsonObject { ["hash"] = Hash(envelope), ["payloadHash"] = Hash(payload) },
                ["publicKey"] = Convert.ToBase64String(Encoding.ASCII.GetBytes(Certificate(bundle))),
            },
        };
        bundle["verificationMaterial"]!["tlogEntries"] = new JsonArray(sigstore.Rekor.Add("intoto", "0.0.1", body.ToJsonString(), at));
    }

    private static JsonObject Hash(byte[] content) => new() { ["algorithm"] = "sha256", ["value"] = Digest.Sha256(content).Hex };

    private static string Certificate(JsonObject bundle) => System.Security.Cryptography.PemEncoding.WriteString(
        "CERTIFICATE", Convert.FromBase64String(bundle["verificationMaterial"]!["certificate"]!["rawBytes"]!.GetValue<string>())) + "\n";

    private static JsonObject Annotations(JsonObject bundle)
    {
        var entry = bundle["verificationMaterial"]!["tlogEntries"]![0]!;
        var annotations = new JsonObject
        {
            ["dev.sigstore.cosign/certificate"] = Certificate(bundle),
            ["dev.sigstore.cosign/bundle"] = new JsonObject
            {
                ["SignedEntryTimestamp"] = entry["inclusionPromise"]!["signedEntryTimestamp"]!.DeepClone(),
                ["Payload"] = new JsonObject
                {
                    ["body"] = entry["canonicalizedBody"]!.DeepClone(),
                    ["integratedTime"] = long.Parse(entry["integratedTime"]!.GetValue<string>(), System.Globalization.CultureInfo.InvariantCulture),
                    ["logIndex"] = long.Parse(entry["logIndex"]!.GetValue<string>(), System.Globalization.CultureInfo.InvariantCulture),
                    ["logID"] = Convert.ToHexStringLower(Convert.FromBase64String(entry["logId"]!["keyId"]!.GetValue<string>())),
                },
            }.ToJsonString(),
        };
        if (bundle["verificationMaterial"]!["timestampVerificationData"]?["rfc3161Timestamps"]?[0] is { } stamp)
            annotations["dev.sigstore.cosign/rfc3161timestamp"] = new JsonObject { ["SignedRFC3161Timestamp"] = stamp["signedTimestamp"]!.DeepClone() }.ToJsonString();
        return annotations;
    }

    private static SignatureManifest Manifest(string tag, string mediaType, byte[] content, JsonObject annotations, Action<JsonObject>? change)
    {
        change?.Invoke(annotations);
        var config = "{}"u8.ToArray();
        var manifest = new JsonObject
        {
            ["schemaVersion"] = 2,
            ["mediaType"] = ManifestType,
            ["config"] = Descriptor("application/vnd.oci.image.config.v1+json", config),
            ["layers"] = new JsonArray(Descriptor(mediaType, content, annotations)),
        };
        var blobs = new Dictionary<Digest, ReadOnlyMemory<byte>> { [Digest.Sha256(config)] = config, [Digest.Sha256(content)] = content };
        return new(tag, ManifestType, Encoding.UTF8.GetBytes(manifest.ToJsonString()), blobs);
    }

    private static JsonObject Descriptor(string mediaType, byte[] content, JsonObject? annotations = null)
    {
        var descriptor = new JsonObject { ["mediaType"] = mediaType, ["digest"] = Digest.Sha256(content).Text, ["size"] = content.Length };
        if (annotations is not null)
            descriptor["annotations"] = annotations;
        return descriptor;
    }
}
