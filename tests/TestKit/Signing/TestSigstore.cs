using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Attestry.Primitives;
using Attestry.Primitives.Signing;
using Attestry.Sigstore.Bundles;
using Attestry.Sigstore.Dsse;
using Attestry.Sigstore.Keys;
using Attestry.Sigstore.Trust;

namespace Attestry.TestKit.Signing;

/// <summary>A whole Sigstore in memory: certificate authority, certificate log, Rekor v1 and v2, and a timestamp authority, with the trusted root over them.</summary>
public sealed class TestSigstore : IDisposable
{
    public static readonly DateTimeOffset SignedAt = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public TestCertificateAuthority Fulcio { get; } = new("fulcio.test");

    public TestCertificateLog CertificateLog { get; init; } = new();

    public TestTransparencyLog Rekor { get; } = new("rekor.test", isTile: false);

    public TestTransparencyLog Tiles { get; } = new("log2026.rekor.test", isTile: true);

    public TestTimestampAuthority Timestamps { get; } = new("https://tsa.test/api/v1/timestamp");

    /// <summary>The key of the signer to whom certificates are issued.</summary>
    public SigningKey SignerKey { get; } = SigningKey.GenerateEcdsaP256();

    public static TrustedIdentity Identity => new(TextPattern.Exactly(new TestLeaf().Issuer), TextPattern.Exactly(new TestLeaf().Subject));

    /// <summary>The trusted root as JSON, to be changed at will.</summary>
    public JsonObject RootJson() => new()
    {
        ["mediaType"] = "application/vnd.dev.sigstore.trustedroot+json;version=0.1",
        ["tlogs"] = new JsonArray(Log("https://rekor.test", Rekor.Key, Rekor.Id), Log("https://log2026.rekor.test", Tiles.Key, Tiles.Id)),
        ["certificateAuthorities"] = new JsonArray(Authority("https://fulcio.test", Fulcio.Intermediate.RawData, Fulcio.Root.RawData)),
        ["ctlogs"] = new JsonArray(Log("https://ct.test", CertificateLog.Key, CertificateLog.Id)),
        ["timestampAuthorities"] = new JsonArray(Authority(
            Timestamps.Uri, Timestamps.Leaf.RawData, Timestamps.Authority.Intermediate.RawData, Timestamps.Authority.Root.RawData)),
    };

    public TrustedRoot Root(Action<JsonObject>? change = null)
    {
        var json = RootJson();
        change?.Invoke(json);
        var (root, finding) = TrustedRoot.Read(Encoding.UTF8.GetBytes(json.ToJsonString()));
        return root ?? throw new InvalidOperationException(finding!.Message);
    }

    /// <summary>A v0.3 bundle over <paramref name="artifact"/> as JSON, to be changed at will.</summary>
    public JsonObject Sign(byte[] artifact, TestSigning signing)
    {
        using var certificate = Fulcio.Issue(signing.Leaf, SignerKey.Public, signing.WithSct ? CertificateLog : null, signing.PromisedAt);
        var envelope = signing.Envelope ? DsseSigner.Sign("application/vnd.in-toto+json", Statement(signing.Subject ?? Digest.Sha256(artifact), signing), SignerKey) : null;
        var signature = envelope?.Signatures[0].Sig ?? SignerKey.Sign(artifact);
        var body = Body(signing, artifact, envelope, signature, certificate.RawData, certificate.ExportCertificatePem());
        var (log, version) = signing.IsTile ? (Tiles, "0.0.2") : (Rekor, signing.Kind == "intoto" ? "0.0.2" : "0.0.1");
        var material = new JsonObject
        {
            ["certificate"] = new JsonObject { ["rawBytes"] = Convert.ToBase64String(certificate.RawData) },
            ["tlogEntries"] = new JsonArray(log.Add(signing.Kind, version, body, signing.LoggedAt)),
        };
        if (signing.StampedAt is { } at)
            material["timestampVerificationData"] = Stamps(Timestamps.Stamp(signature, at, signing.StampWithCertificate));
        var bundle = new JsonObject { ["mediaType"] = BundleMediaTypes.V03, ["verificationMaterial"] = material };
        if (envelope is null)
            bundle["messageSignature"] = new JsonObject { ["messageDigest"] = Sha2(artifact, "digest"), ["signature"] = Convert.ToBase64String(signature) };
        else
            bundle["dsseEnvelope"] = JsonNode.Parse(DsseEnvelopeJson.Write(envelope));
        return bundle;
    }

    public static JsonObject Stamps(params byte[][] responses) => new()
    {
        ["rfc3161Timestamps"] = new JsonArray([.. responses.Select(response => new JsonObject { ["signedTimestamp"] = Convert.ToBase64String(response) })]),
    };

    public void Dispose()
    {
        Fulcio.Dispose();
        Timestamps.Dispose();
    }

    private static string Body(TestSigning signing, byte[] artifact, DsseEnvelope? envelope, byte[] signature, byte[] certificate, string pem)
    {
        var signed = envelope is null ? artifact : PreAuthenticationEncoding.Of(envelope.PayloadType, envelope.Payload);
        var (sig, armoured) = (Convert.ToBase64String(signature), Convert.ToBase64String(Encoding.ASCII.GetBytes(pem)));
        var tileSignature = new JsonObject
        {
            ["content"] = sig,
            ["verifier"] = new JsonObject { ["keyDetails"] = "PKIX_ECDSA_P256_SHA_256", ["x509Certificate"] = new JsonObject { ["rawBytes"] = Convert.ToBase64String(certificate) } },
        };
        JsonObject spec = (signing.Kind, signing.IsTile) switch
        {
            ("hashedrekord", false) => new()
            {
                ["data"] = new JsonObject { ["hash"] = Sha256(signed) },
                ["signature"] = new JsonObject { ["content"] = sig, ["publicKey"] = new JsonObject { ["content"] = armoured } },
            },
            ("dsse", false) => new()
            {
                ["envelopeHash"] = Sha256(DsseEnvelopeJson.Write(envelope!)),
                ["payloadHash"] = Sha256(envelope!.Payload),
                ["signatures"] = new JsonArray(new JsonObject { ["signature"] = sig, ["verifier"] = armoured }),
            },
            ("intoto", false) => new()
            {
                ["content"] = new JsonObject
                {
                    ["envelope"] = new JsonObject
                    {
                        ["payloadType"] = envelope!.PayloadType,
                        ["signatures"] = new JsonArray(new JsonObject { ["publicKey"] = armoured, ["sig"] = Convert.ToBase64String(Encoding.ASCII.GetBytes(sig)) }),
                    },
                    ["hash"] = Sha256(DsseEnvelopeJson.Write(envelope)),
                    ["payloadHash"] = Sha256(envelope.Payload),
                },
            },
            ("hashedrekord", true) => new() { ["hashedRekordV002"] = new JsonObject { ["data"] = Sha2(signed, "digest"), ["signature"] = tileSignature } },
            ("dsse", true) => new() { ["dsseV002"] = new JsonObject { ["payloadHash"] = Sha2(envelope!.Payload, "digest"), ["signatures"] = new JsonArray(tileSignature) } },
            _ => throw new ArgumentException($"No entry of kind {signing.Kind}.", nameof(signing)),
        };
        var version = signing.IsTile || signing.Kind == "intoto" ? "0.0.2" : "0.0.1";
        return new JsonObject { ["apiVersion"] = version, ["kind"] = signing.Kind, ["spec"] = spec }.ToJsonString(Plain);
    }

    private static byte[] Statement(Digest subject, TestSigning signing) => Encoding.UTF8.GetBytes(
        $$$"""{"_type":"https://in-toto.io/Statement/v1","subject":[{"name":"app","digest":{"sha256":"{{{subject.Hex}}}"}}],"predicateType":"{{{signing.PredicateType}}}","predicate":{{{signing.Predicate}}}}""");

    private static JsonObject Sha256(byte[] content) => new() { ["algorithm"] = "sha256", ["value"] = Digest.Sha256(content).Hex };

    private static JsonObject Sha2(byte[] content, string name) => new() { ["algorithm"] = "SHA2_256", [name] = Convert.ToBase64String(SHA256.HashData(content)) };

    private static JsonObject Log(string url, SigningKey key, byte[] id) => new()
    {
        ["baseUrl"] = url,
        ["hashAlgorithm"] = "SHA2_256",
        ["publicKey"] = new JsonObject
        {
            ["rawBytes"] = Convert.ToBase64String(key.Public.SubjectPublicKeyInfo.Span),
            ["keyDetails"] = key.Public.Algorithm == SignatureAlgorithm.Ed25519 ? "PKIX_ED25519" : "PKIX_ECDSA_P256_SHA_256",
            ["validFor"] = Window(),
        },
        ["logId"] = new JsonObject { ["keyId"] = Convert.ToBase64String(id) },
    };

    private static JsonObject Authority(string uri, params byte[][] chain) => new()
    {
        ["uri"] = uri,
        ["certChain"] = new JsonObject
        {
            ["certificates"] = new JsonArray([.. chain.Select(der => new JsonObject { ["rawBytes"] = Convert.ToBase64String(der) })]),
        },
        ["validFor"] = Window(),
    };

    private static JsonObject Window() => new() { ["start"] = "2026-01-01T00:00:00Z" };

}
