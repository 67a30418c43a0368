using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Attestry.Primitives;
using Attestry.Primitives.Limits;
using Attestry.Sigstore.Json;

namespace Attestry.Sigstore.TransparencyLog;

/// <summary>Reads the <c>spec</c> of each kind of entry (rekor/pkg/types, rekor_v2). Fields that say nothing about the signature are left alone: the log hashed them too.</summary>
internal static class LogEntryBodies
{
    internal static LoggedSignature HashedRekordV1(JsonElement spec)
    {
        var signature = spec.Required("signature");
        return new(
            Hash(spec.Required("data").Required("hash")),
            null,
            signature.Base64("content"),
            Pem(signature.Required("publicKey").Base64("content")));
    }

    internal static LoggedSignature DsseV1(JsonElement spec)
    {
        var signature = Single(spec);
        return new(null, Hash(spec.Required("payloadHash")), signature.Base64("signature"), Pem(signature.Base64("verifier")));
    }

    // Of cosign's .att tags: the signature is in what is hashed.
    internal static LoggedSignature InTotoV1(JsonElement spec)
    {
        var content = spec.Required("content");
        return new(null, Hash(content.Required("payloadHash")), default, Pem(spec.Base64("publicKey"))) { Envelope = Hash(content.Required("hash")) };
    }

    internal static LoggedSignature InTotoV2(JsonElement spec)
    {
        var content = spec.Required("content");
        var signature = Single(content.Required("envelope"));
        // The entry holds the envelope's base64 text, which Rekor encodes once more.
        var sig = CanonicalBase64.Decode(Encoding.ASCII.GetString(signature.Base64("sig")));
        return new(null, Hash(content.Required("payloadHash")), sig, Pem(signature.Base64("publicKey")));
    }

    internal static LoggedSignature HashedRekordV2(JsonElement spec)
    {
        var record = spec.Required("hashedRekordV002");
        var signature = record.Required("signature");
        return new(HashOutput(record.Required("data")), null, signature.Base64("content"), Verifier(signature));
    }

    internal static LoggedSignature DsseV2(JsonElement spec)
    {
        var record = spec.Required("dsseV002");
        var signature = Single(record);
        return new(null, HashOutput(record.Required("payloadHash")), signature.Base64("content"), Verifier(signature));
    }

    // A bundle's envelope has one signature, and so has the entry about it.
    private static JsonElement Single(JsonElement element) => element.Items("signatures", SignatureLimits.SignaturesInEnvelope) is [var only]
        ? only
        : throw new JsonException("The entry does not have exactly one signature.");

    private static Digest Hash(JsonElement element) => Digest.Parse($"{element.Text("algorithm")}:{element.Text("value")}");

    private static Digest HashOutput(JsonElement element)
    {
        var algorithm = element.Text("algorithm") switch
        {
            "SHA2_256" => "sha256",
            "SHA2_384" => "sha384",
            "SHA2_512" => "sha512",
            var other => throw new JsonException($"A digest of the unknown algorithm {Bounded.Quote(other)}."),
        };
        return Digest.Parse($"{algorithm}:{Convert.ToHexStringLower(element.Base64("digest"))}");
    }

    private static byte[] Verifier(JsonElement signature)
    {
        var verifier = signature.Required("verifier");
        return (verifier.Optional("x509Certificate"), verifier.Optional("publicKey")) switch
        {
            ({ } certificate, null) => certificate.Base64("rawBytes"),
            (null, { } key) => key.Base64("rawBytes"),
            _ => throw new JsonException("The entry's verifier is neither a certificate nor a key."),
        };
    }

    private static byte[] Pem(byte[] pem)
    {
        var text = Encoding.ASCII.GetString(pem);
        return text.Length <= SignatureLimits.PemCharacters && PemEncoding.TryFind(text, out var fields)
            && text[fields.Label] is "CERTIFICATE" or "PUBLIC KEY"
                ? Convert.FromBase64String(text[fields.Base64Data])
                : throw new FormatException("The entry's verifier is no PEM certificate or key.");
    }
}
