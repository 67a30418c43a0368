using System.Security.Cryptography;
using System.Text.Json;
using Attestry.Primitives;
using Attestry.Primitives.Limits;
using Attestry.Sigstore.Certificates;
using Attestry.Sigstore.Json;
using Attestry.Sigstore.Keys;
using Attestry.Sigstore.TransparencyLog;

namespace Attestry.Sigstore.Trust;

/// <summary>Reads trusted roots in ProtoJSON. Unknown fields are refused: one might restrict what the others grant.</summary>
internal static class TrustedRootReader
{
    internal static TrustedRoot Read(JsonElement root)
    {
        root.Only("trusted root", "mediaType", "tlogs", "certificateAuthorities", "ctlogs", "timestampAuthorities");
        if (root.Text("mediaType") is not ("application/vnd.dev.sigstore.trustedroot+json;version=0.1"
            or "application/vnd.dev.sigstore.trustedroot.v0.1+json"
            or "application/vnd.dev.sigstore.trustedroot+json;version=0.2"
            or "application/vnd.dev.sigstore.trustedroot.v0.2+json"))
            throw new JsonException($"An unknown version of trusted root: {Bounded.Quote(root.Text("mediaType"))}.");
        return new(Authorities(root, "certificateAuthorities"), Logs(root, "ctlogs"), Logs(root, "tlogs"), Authorities(root, "timestampAuthorities"));
    }

    private static List<TrustedLog> Logs(JsonElement root, string name) =>
        [.. root.OptionalItems(name, SignatureLimits.AuthoritiesInRoot).Select(Log).OfType<TrustedLog>()];

    // A log whose kind of key is not known here vouches for nothing; the others still do.
    private static TrustedLog? Log(JsonElement element)
    {
        element.Only("log", "baseUrl", "hashAlgorithm", "publicKey", "logId", "checkpointKeyId", "operator");
        if (element.Text("hashAlgorithm") != "SHA2_256")
            return null;
        var publicKey = element.Required("publicKey").Only("log's key", "rawBytes", "keyDetails", "validFor");
        if (Key(publicKey) is not { } key)
            return null;
        var id = Id(element.Required("logId"));
        var hint = element.Optional("checkpointKeyId") is { } named ? Id(named) : id;
        return new(id, hint[..NoteSignature.HintBytes], Origins(element.OptionalText("baseUrl")), key, Window(publicKey));
    }

    private static VerificationKey? Key(JsonElement element)
    {
        var der = element.Base64("rawBytes");
        return element.Text("keyDetails") switch
        {
            "PKIX_ECDSA_P256_SHA_256" => VerificationKey.Deferred(der, SignatureAlgorithm.EcdsaP256),
            "PKIX_ECDSA_P384_SHA_384" => VerificationKey.Deferred(der, SignatureAlgorithm.EcdsaP384),
            "PKIX_ECDSA_P521_SHA_512" => VerificationKey.Deferred(der, SignatureAlgorithm.EcdsaP521),
            "PKIX_ED25519" => VerificationKey.FromSubjectPublicKeyInfo(der, SignatureAlgorithm.Ed25519),
            "PKIX_RSA_PKCS1V5" or "PKIX_RSA_PKCS1V15_2048_SHA256" or "PKIX_RSA_PKCS1V15_3072_SHA256" or "PKIX_RSA_PKCS1V15_4096_SHA256" =>
                VerificationKey.FromSubjectPublicKeyInfo(der, SignatureAlgorithm.RsaPkcs1),
            "PKCS1_RSA_PKCS1V5" => VerificationKey.FromPem(PemEncoding.WriteString("RSA PUBLIC KEY", der)),
            _ => null,
        };
    }

    private static ReadOnlyMemory<byte> Id(JsonElement element) =>
        element.Only("log id", "keyId").Base64("keyId") is { Length: >= NoteSignature.HintBytes } id ? id : throw new JsonException("The log id is too short.");

    // Rekor v1 and v2 sign under the host's name; a log that shares its host signs under its whole address without the scheme (C2SP tlog-tiles).
    private static List<string> Origins(string? baseUrl) => !Uri.TryCreate(baseUrl, UriKind.Absolute, out var url) || url.Host.Length == 0
        ? []
        : [.. new[] { url.Host, url.Authority, url.Authority + url.AbsolutePath.TrimEnd('/') }.Distinct()];

    private static List<TrustedAuthority> Authorities(JsonElement root, string name) =>
        [.. root.OptionalItems(name, SignatureLimits.AuthoritiesInRoot).Select(Authority)];

    private static TrustedAuthority Authority(JsonElement element)
    {
        element.Only("authority", "subject", "uri", "certChain", "validFor", "operator");
        var chain = element.Required("certChain").Only("certificate chain", "certificates").Items("certificates", SignatureLimits.CertificatesInChain);
        Certificate[] certificates = [.. chain.Select(one => CertificateReader.Read(one.Only("certificate", "rawBytes").Base64("rawBytes")))];
        if (certificates.Length == 0)
            throw new JsonException("An authority has no certificate.");
        var leaf = certificates[0].IsAuthority ? null : certificates[0];
        var issuers = new IssuingChain(leaf is null ? certificates : certificates[1..]);
        var name = element.OptionalText("uri") is { Length: > 0 } uri ? uri : Digest.Sha256(certificates[^1].Raw.Span).Text;
        return new(name, leaf, issuers, Window(element));
    }

    private static ValidityWindow Window(JsonElement element)
    {
        if (element.Optional("validFor") is not { } range)
            return new(null, null);
        range.Only("time range", "start", "end");
        return new(range.OptionalTime("start"), range.OptionalTime("end"));
    }
}
