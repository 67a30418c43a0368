using System.Text.Json;
using Attestry.Primitives;
using Attestry.Primitives.Limits;
using Attestry.Sigstore.Certificates;
using Attestry.Sigstore.Dsse;
using Attestry.Sigstore.Json;
using Attestry.Sigstore.TransparencyLog;

namespace Attestry.Sigstore.Bundles;

/// <summary>Reads bundles v0.1 to v0.3 in ProtoJSON (sigstore_bundle.proto). Unknown fields and two fields of one choice are refused.</summary>
internal static class BundleReader
{
    internal static Reading<Bundle> Read(ReadOnlyMemory<byte> utf8) =>
        Reading<Bundle>.Of(utf8, SignatureLimits.BundleBytes, "bundle", Read);

    private static Bundle Read(JsonElement root)
    {
        root.Only("bundle", "mediaType", "verificationMaterial", "dsseEnvelope", "messageSignature");
        var version = Version(root.Text("mediaType"));
        var material = root.Required("verificationMaterial");
        material.Only("verification material", "publicKey", "x509CertificateChain", "certificate", "tlogEntries", "timestampVerificationData");
        var certificates = Certificates(material, version);
        var hint = material.Optional("publicKey") is { } key ? key.Only("public key", "hint").OptionalText("hint") ?? "" : null;
        if (hint is null == (certificates.Count == 0))
            throw new JsonException("The bundle must have either a public key or a certificate.");
        var envelope = root.Optional("dsseEnvelope") is { } dsse ? DsseEnvelopeJson.Read(dsse) : null;
        var message = root.Optional("messageSignature") is { } signature ? Message(signature) : null;
        if (envelope is null == message is null)
            throw new JsonException("The bundle must have either an envelope or a message signature.");
        // sigstore_bundle.proto: an envelope in a bundle has exactly one signature.
        if (envelope is { Signatures.Count: not 1 })
            throw new JsonException("The bundle's envelope must have exactly one signature.");
        return new(version, hint, certificates, envelope, message, LogEntryReader.ReadAll(material), Timestamps(material));
    }

    private static BundleVersion Version(string mediaType) => mediaType switch
    {
        BundleMediaTypes.V01 => BundleVersion.V01,
        BundleMediaTypes.V02 => BundleVersion.V02,
        BundleMediaTypes.V03 or BundleMediaTypes.V03Parameter => BundleVersion.V03,
        _ => throw new JsonException($"An unknown bundle version: {Bounded.Quote(mediaType)}."),
    };

    private static List<ReadOnlyMemory<byte>> Certificates(JsonElement material, BundleVersion version)
    {
        var chain = material.Optional("x509CertificateChain");
        var leaf = material.Optional("certificate");
        if (chain is not null && leaf is not null)
            throw new JsonException("The bundle has both a certificate and a certificate chain.");
        if (leaf is { } one)
            return [Certificate(one)];
        if (chain is not { } many)
            return [];
        // From v0.3 on only the leaf is carried: roots and intermediates come from the trusted root.
        if (version == BundleVersion.V03)
            throw new JsonException("A v0.3 bundle carries one certificate and no chain.");
        var certificates = many.Only("certificate chain", "certificates").Items("certificates", SignatureLimits.CertificatesInChain);
        return certificates.Length > 0
            ? InOrder([.. certificates.Select(Certificate)])
            : throw new JsonException("The certificate chain is empty.");
    }

    // sigstore_common.proto, X509CertificateChain: each certifies the one before it. A root belongs into no bundle; npm's first ones
    // end in one all the same, which nothing here believes.
    private static List<ReadOnlyMemory<byte>> InOrder(List<ReadOnlyMemory<byte>> chain)
    {
        var read = chain.Count > 1 ? chain.ConvertAll(CertificateReader.Read) : [];
        return read.Zip(read.Skip(1)).All(pair => pair.First.Issuer.Span.SequenceEqual(pair.Second.Subject.Span))
            ? chain
            : throw new JsonException("The certificate chain is not in order: each certificate must be followed by its issuer's.");
    }

    private static ReadOnlyMemory<byte> Certificate(JsonElement element) =>
        element.Only("certificate", "rawBytes").Base64("rawBytes") is { Length: > 0 } der ? der : throw new JsonException("The certificate is empty.");

    private static List<ReadOnlyMemory<byte>> Timestamps(JsonElement material)
    {
        if (material.Optional("timestampVerificationData") is not { } data)
            return [];
        var stamps = data.Only("timestamp verification data", "rfc3161Timestamps").OptionalItems("rfc3161Timestamps", SignatureLimits.TimestampsInBundle);
        return [.. stamps.Select(stamp => (ReadOnlyMemory<byte>)stamp.Only("timestamp", "signedTimestamp").Base64("signedTimestamp"))];
    }

    private static MessageSignature Message(JsonElement element)
    {
        element.Only("message signature", "messageDigest", "signature");
        return new(element.Optional("messageDigest") is { } digest ? MessageDigest(digest) : null, element.Base64("signature"));
    }

    private static Digest MessageDigest(JsonElement element)
    {
        element.Only("message digest", "algorithm", "digest");
        var algorithm = element.Text("algorithm") switch
        {
            "SHA2_256" => "sha256",
            "SHA2_384" => "sha384",
            "SHA2_512" => "sha512",
            var other => throw new JsonException($"A message digest of the unknown algorithm {Bounded.Quote(other)}."),
        };
        return Digest.Parse($"{algorithm}:{Convert.ToHexStringLower(element.Base64("digest"))}");
    }
}
