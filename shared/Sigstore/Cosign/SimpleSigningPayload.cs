using System.Text.Json;
using System.Text.Json.Nodes;
using Attestry.Primitives;
using Attestry.Primitives.Findings;
using Attestry.Primitives.Limits;
using Attestry.Sigstore.Dsse;
using Attestry.Sigstore.Json;

namespace Attestry.Sigstore.Cosign;

/// <summary>What cosign's old layout signs (containers/image, docs/containers-signature.5.md).</summary>
/// <param name="DockerReference">The repository it was signed for, as the signer called it; images are copied with their signatures, so it is not compared.</param>
/// <param name="ManifestDigest">The digest that is signed.</param>
public sealed record SimpleSigningPayload(string DockerReference, Digest ManifestDigest)
{
    private const string Type = "cosign container image signature";

    public byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(
        new JsonObject
        {
            ["critical"] = new JsonObject
            {
                ["identity"] = new JsonObject { ["docker-reference"] = DockerReference },
                ["image"] = new JsonObject { ["docker-manifest-digest"] = ManifestDigest.Text },
                ["type"] = Type,
            },
            ["optional"] = null,
        },
        DsseEnvelopeJson.Plain);

    internal static (SimpleSigningPayload? Payload, Finding? Finding) Read(ReadOnlyMemory<byte> utf8)
    {
        var reading = Reading<SimpleSigningPayload>.Of(utf8, SignatureLimits.SimpleSigningBytes, "simple-signing payload", Read);
        return (reading.Value, reading.Finding);
    }

    private static SimpleSigningPayload Read(JsonElement root)
    {
        var critical = root.Only("payload", "critical", "optional").Required("critical").Only("critical part", "identity", "image", "type");
        // "critical" means that a reader who does not understand a part of it must refuse the whole.
        if (critical.Text("type") != Type)
            throw new JsonException($"A payload of the type '{Bounded.Quote(critical.Text("type"))}'.");
        var identity = critical.Required("identity").Only("identity", "docker-reference").OptionalText("docker-reference");
        return new(identity ?? "", Digest.Parse(critical.Required("image").Only("image", "docker-manifest-digest").Text("docker-manifest-digest")));
    }
}
