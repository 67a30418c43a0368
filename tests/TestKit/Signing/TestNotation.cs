using System.Buffers.Text;
using System.Formats.Cbor;
using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json.Nodes;
using Attestry.Primitives;
using Attestry.Sigstore.Cosign;

namespace Attestry.TestKit.Signing;

/// <summary>A company's certificate authority and a signer, who makes Notation's envelopes (Notary Project, signature-specification.md).</summary>
public sealed class TestNotation : IDisposable
{
    public const string Subject = "CN=release, O=acme, L=Seattle, ST=WA, C=US";

    private const string Manifest = "application/vnd.oci.image.manifest.v1+json";

    private const string Type = "application/vnd.cncf.notary.signature";

    private static readonly Dictionary<string, long> Algorithms = new() { ["PS256"] = -37, ["PS384"] = -38, ["PS512"] = -39, ["ES256"] = -7, ["ES384"] = -35, ["ES512"] = -36, ["EdDSA"] = -8 };

    private readonly ECDsa _rootKey = ECDsa.Create(ECCurve.NamedCurves.nistP384);

    private readonly AsymmetricAlgorithm _key;

    /// <param name="algorithm"><c>ES256</c>, <c>PS384</c>…: which kind of key the signer has.</param>
    /// <param name="change">Alters the signer's certificate before it is issued.</param>
    public TestNotation(string algorithm = "ES256", Action<CertificateRequest>? change = null, DateTimeOffset? notAfter = null, string subject = Subject)
    {
        Algorithm = algorithm;
        _key = algorithm switch
        {
            "PS256" => RSA.Create(2048),
            "PS384" => RSA.Create(3072),
            "PS512" => RSA.Create(4096),
            "ES384" => ECDsa.Create(ECCurve.NamedCurves.nistP384),
            "ES512" => ECDsa.Create(ECCurve.NamedCurves.nistP521),
            _ => ECDsa.Create(ECCurve.NamedCurves.nistP256),
        };
        var (from, to) = (TestSigstore.SignedAt.AddYears(-1), TestSigstore.SignedAt.AddYears(9));
        var root = new CertificateRequest(new X500DistinguishedName("CN=acme root, O=acme, ST=WA, C=US"), _rootKey, HashAlgorithmName.SHA384);
        root.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, critical: true));
        root.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, critical: true));
        Root = root.CreateSelfSigned(from, to);
        var leaf = new CertificateRequest(new X500DistinguishedName(subject), PublicKey.CreateFromSubjectPublicKeyInfo(_key.ExportSubjectPublicKeyInfo(), out _), HashAlgorithmName.SHA384);
        leaf.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, critical: false));
        leaf.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        leaf.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(TestLeaf.CodeSigning)], critical: false));
        change?.Invoke(leaf);
        Leaf = leaf.Create(Root.SubjectName, X509SignatureGenerator.CreateForECDsa(_rootKey), from, notAfter ?? to, RandomNumberGenerator.GetBytes(8));
    }

    public string Algorithm { get; }

    public X509Certificate2 Root { get; }

    public X509Certificate2 Leaf { get; }

    public byte[] Jws(Digest artifact, TestNotationSigning? how = null)
    {
        var signing = how ?? new();
        var head = new JsonObject { ["alg"] = signing.Algorithm ?? Algorithm, ["cty"] = signing.ContentType, ["io.cncf.notary.signingScheme"] = signing.Scheme };
        foreach (var (name, time) in Times(signing))
            head[name] = time.ToString("yyyy-MM-dd'T'HH:mm:ssK", CultureInfo.InvariantCulture);
        foreach (var (name, value) in signing.Further)
            head[name] = value;
        head["crit"] = new JsonArray([.. Critical(signing).Select(name => (JsonNode)name)]);
        var (signed, payload) = (Base64Url.EncodeToString(Json(head)), Base64Url.EncodeToString(Payload(artifact, signing)));
        var signature = Sign(Encoding.ASCII.GetBytes($"{signed}.{payload}"));
        var free = new JsonObject
        {
            ["x5c"] = new JsonArray([.. Chain(signing).Select(der => (JsonNode)Convert.ToBase64String(der))]),
            ["io.cncf.notary.signingAgent"] = "TestNotation",
        };
        if (signing.Timestamp is { } stamp)
            free["io.cncf.notary.timestampSignature"] = Convert.ToBase64String(stamp(signature));
        return Json(new() { ["payload"] = payload, ["protected"] = signed, ["header"] = free, ["signature"] = Base64Url.EncodeToString(signature) });
    }

    public byte[] Cose(Digest artifact, TestNotationSigning? how = null)
    {
        var signing = how ?? new();
        var (signed, payload) = (Protected(signing), Payload(artifact, signing));
        var structure = new CborWriter();
        structure.WriteStartArray(4);
        structure.WriteTextString("Signature1");
        structure.WriteByteString(signed);
        structure.WriteByteString([]);
        structure.WriteByteString(payload);
        structure.WriteEndArray();
        var signature = Sign(structure.Encode());
        var writer = new CborWriter();
        writer.WriteTag((CborTag)18);
        writer.WriteStartArray(4);
        writer.WriteByteString(signed);
        writer.WriteStartMap(signing.Timestamp is null ? 1 : 2);
        writer.WriteInt32(33);
        var chain = Chain(signing);
        writer.WriteStartArray(chain.Count);
        foreach (var certificate in chain)
            writer.WriteByteString(certificate);
        writer.WriteEndArray();
        if (signing.Timestamp is { } stamp)
        {
            writer.WriteTextString("io.cncf.notary.timestampSignature");
            writer.WriteByteString(stamp(signature));
        }
        writer.WriteEndMap();
        writer.WriteByteString(payload);
        writer.WriteByteString(signature);
        writer.WriteEndArray();
        return writer.Encode();
    }

    /// <summary>The referrer that carries an envelope.</summary>
    /// <param name="size">Bytes of the artifact's manifest.</param>
    public SignatureManifest Referrer(Digest artifact, long size, string mediaType, byte[] envelope)
    {
        var config = "{}"u8.ToArray();
        var thumbprints = new JsonArray([.. new[] { Leaf, Root }.Select(one => (JsonNode)Convert.ToHexStringLower(SHA256.HashData(one.RawData)))]);
        var manifest = Json(new()
        {
            ["schemaVersion"] = 2,
            ["mediaType"] = Manifest,
            ["artifactType"] = Type,
            ["config"] = Descriptor("application/vnd.oci.empty.v1+json", config),
            ["layers"] = new JsonArray(Descriptor(mediaType, envelope)),
            ["subject"] = new JsonObject { ["mediaType"] = Manifest, ["digest"] = artifact.Text, ["size"] = size },
            ["annotations"] = new JsonObject { ["io.cncf.notary.x509chain.thumbprint#S256"] = thumbprints.ToJsonString() },
        });
        return new(null, Manifest, manifest, new Dictionary<Digest, ReadOnlyMemory<byte>> { [Digest.Sha256(config)] = config, [Digest.Sha256(envelope)] = envelope });
    }

    public void Dispose()
    {
        Root.Dispose();
        Leaf.Dispose();
        _rootKey.Dispose();
        _key.Dispose();
    }

    private byte[] Protected(TestNotationSigning signing)
    {
        var (times, critical) = (Times(signing).ToList(), Critical(signing));
        var writer = new CborWriter();
        writer.WriteStartMap(4 + times.Count + signing.Further.Count);
        writer.WriteInt32(1);
        writer.WriteInt64(Algorithms[signing.Algorithm ?? Algorithm]);
        writer.WriteInt32(2);
        writer.WriteStartArray(critical.Count);
        foreach (var name in critical)
            writer.WriteTextString(name);
        writer.WriteEndArray();
        writer.WriteInt32(3);
        writer.WriteTextString(signing.ContentType);
        writer.WriteTextString("io.cncf.notary.signingScheme");
        writer.WriteTextString(signing.Scheme);
        foreach (var (name, time) in times)
        {
            writer.WriteTextString(name);
            writer.WriteTag(CborTag.UnixTimeSeconds);
            writer.WriteInt64(time.ToUnixTimeSeconds());
        }
        foreach (var (name, value) in signing.Further)
        {
            writer.WriteTextString(name);
            writer.WriteTextString(value);
        }
        writer.WriteEndMap();
        return writer.Encode();
    }

    private byte[] Sign(byte[] data) => _key is RSA rsa
        ? rsa.SignData(data, Hash, RSASignaturePadding.Pss)
        : ((ECDsa)_key).SignData(data, Hash, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);

    private HashAlgorithmName Hash => Algorithm[2..] switch { "384" => HashAlgorithmName.SHA384, "512" => HashAlgorithmName.SHA512, _ => HashAlgorithmName.SHA256 };

    private IReadOnlyList<byte[]> Chain(TestNotationSigning signing) => signing.Chain ?? [Leaf.RawData, Root.RawData];

    private static byte[] Payload(Digest artifact, TestNotationSigning signing)
    {
        var payload = new JsonObject { ["targetArtifact"] = new JsonObject { ["mediaType"] = Manifest, ["digest"] = artifact.Text, ["size"] = 8 } };
        signing.ChangePayload(payload);
        return Json(payload);
    }

    private static IEnumerable<(string Name, DateTimeOffset Time)> Times(TestNotationSigning signing) => new[]
    {
        ("io.cncf.notary.signingTime", signing.SigningTime),
        ("io.cncf.notary.authenticSigningTime", signing.AuthenticSigningTime),
        ("io.cncf.notary.expiry", signing.Expiry),
    }.Where(one => one.Item2 is not null).Select(one => (one.Item1, one.Item2!.Value));

    private static List<string> Critical(TestNotationSigning signing) => signing.Critical is { } given
        ? [.. given]
        : ["io.cncf.notary.signingScheme", .. Times(signing).Select(one => one.Name).Where(name => name != "io.cncf.notary.signingTime")];

    private static JsonObject Descriptor(string mediaType, byte[] content) =>
        new() { ["mediaType"] = mediaType, ["digest"] = Digest.Sha256(content).Text, ["size"] = content.Length };

    private static byte[] Json(JsonObject value) => Encoding.UTF8.GetBytes(value.ToJsonString(new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }));
}
