using System.Text.Json;
using System.Text.Json.Nodes;
using Attestry.Primitives;
using Attestry.Primitives.InToto;
using Attestry.Sigstore.Bundles;
using Attestry.Sigstore.Dsse;
using Attestry.Sigstore.Keys;

namespace Attestry.Sigstore.Cosign;

/// <summary>Signs images by key in the two layouts that cosign writes and verifies.</summary>
public static class CosignSigner
{
    private const string ManifestType = "application/vnd.oci.image.manifest.v1+json";

    private const string EmptyType = "application/vnd.oci.empty.v1+json";

    private static readonly byte[] Empty = "{}"u8.ToArray();

    /// <summary>The manifest of a <c>.sig</c> tag with one simple-signing layer for each of <paramref name="keys"/>.</summary>
    /// <param name="repository"><c>registry/repository</c>, the identity it is signed for.</param>
    /// <param name="artifact">Digest of the image or index.</param>
    public static SignatureManifest SignTag(string repository, Digest artifact, params IReadOnlyList<SigningKey> keys)
    {
        var payload = new SimpleSigningPayload(repository, artifact).Write();
        var layers = keys.Select(key => Descriptor(CosignMediaTypes.SimpleSigning, payload, new()
        {
            [CosignMediaTypes.SignatureAnnotation] = Convert.ToBase64String(key.Sign(payload)),
        }));
        // cosign reads the manifest as an image's, whose configuration lists one diff_id for each layer.
        var config = Json(new()
        {
            ["architecture"] = "",
            ["os"] = "",
            ["config"] = new JsonObject(),
            ["rootfs"] = new JsonObject { ["type"] = "layers", ["diff_ids"] = new JsonArray([.. keys.Select(_ => (JsonNode)Digest.Sha256(payload).Text)]) },
        });
        var manifest = Json(new()
        {
            ["schemaVersion"] = 2,
            ["mediaType"] = ManifestType,
            ["config"] = Descriptor("application/vnd.oci.image.config.v1+json", config),
            ["layers"] = new JsonArray([.. layers]),
        });
        return new($"{artifact.Algorithm}-{artifact.Hex}.sig", ManifestType, manifest, Blobs(config, payload));
    }

    /// <summary>The manifest of a referrer whose layer is a v0.3 bundle that signs the image.</summary>
    /// <param name="mediaType">Media type of the artifact's manifest.</param>
    /// <param name="size">Bytes of the artifact's manifest.</param>
    /// <param name="at">Written as the time of creation; proves nothing.</param>
    public static SignatureManifest SignReferrer(string mediaType, Digest artifact, long size, SigningKey key, DateTimeOffset at) =>
        AttestReferrer(mediaType, artifact, size, CosignMediaTypes.SignPredicate, JsonSerializer.SerializeToElement(new JsonObject()), key, at);

    /// <summary>The same for a statement of any predicate: provenance, an SBOM, a verification summary.</summary>
    /// <inheritdoc cref="SignReferrer"/>
    public static SignatureManifest AttestReferrer(
        string mediaType,
        Digest artifact,
        long size,
        string predicateType,
        JsonElement predicate,
        SigningKey key,
        DateTimeOffset at)
    {
        var envelope = DsseSigner.Sign(Statement.MediaType, StatementAbout(artifact, predicateType, predicate), key);
        return Referrer(mediaType, artifact, size, predicateType, BundleWriter.Write(envelope, key.Public), at);
    }

    /// <summary>The statement that an envelope in a referrer signs, for those who sign it elsewhere; without a predicate, the one that says no more than that it is signed.</summary>
    public static (string PredicateType, byte[] Payload) StatementAbout(Digest artifact, (string Type, JsonElement Predicate)? attested)
    {
        var (type, predicate) = attested ?? (CosignMediaTypes.SignPredicate, JsonSerializer.SerializeToElement(new JsonObject()));
        return (type, StatementAbout(artifact, type, predicate));
    }

    private static byte[] StatementAbout(Digest artifact, string predicateType, JsonElement predicate)
    {
        var subject = new ResourceDescriptor(null, null, new Dictionary<string, string> { [artifact.Algorithm] = artifact.Hex });
        return JsonSerializer.SerializeToUtf8Bytes(new Statement(Statement.TypeV1, [subject], predicateType, predicate), DsseEnvelopeJson.Plain);
    }

    /// <summary>The manifest of a referrer whose layer is <paramref name="bundle"/>, a v0.3 bundle with an envelope around a statement.</summary>
    /// <inheritdoc cref="SignReferrer"/>
    public static SignatureManifest Referrer(string mediaType, Digest artifact, long size, string predicateType, byte[] bundle, DateTimeOffset at)
    {
        var manifest = Json(new()
        {
            ["schemaVersion"] = 2,
            ["mediaType"] = ManifestType,
            ["artifactType"] = BundleMediaTypes.V03,
            ["config"] = Descriptor(EmptyType, Empty),
            ["layers"] = new JsonArray(Descriptor(BundleMediaTypes.V03, bundle)),
            ["subject"] = new JsonObject { ["mediaType"] = mediaType, ["digest"] = artifact.Text, ["size"] = size },
            ["annotations"] = new JsonObject
            {
                [CosignMediaTypes.BundleContentAnnotation] = "dsse-envelope",
                [CosignMediaTypes.PredicateTypeAnnotation] = predicateType,
                ["org.opencontainers.image.created"] = at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture),
            },
        });
        return new(null, ManifestType, manifest, Blobs(Empty, bundle));
    }

    private static JsonObject Descriptor(string mediaType, byte[] content, JsonObject? annotations = null)
    {
        var descriptor = new JsonObject
        {
            ["mediaType"] = mediaType,
            ["digest"] = Digest.Sha256(content).Text,
            ["size"] = content.Length,
        };
        if (annotations is not null)
            descriptor["annotations"] = annotations;
        return descriptor;
    }

    private static byte[] Json(JsonObject value) => JsonSerializer.SerializeToUtf8Bytes(value, DsseEnvelopeJson.Plain);

    private static Dictionary<Digest, ReadOnlyMemory<byte>> Blobs(params ReadOnlySpan<byte[]> contents)
    {
        var blobs = new Dictionary<Digest, ReadOnlyMemory<byte>>();
        foreach (var content in contents)
            blobs[Digest.Sha256(content)] = content;
        return blobs;
    }
}
