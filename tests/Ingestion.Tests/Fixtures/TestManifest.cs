using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Attestry.Oci.Manifests;
using Attestry.Primitives;

namespace Attestry.Ingestion.Tests.Fixtures;

/// <summary>Manifests with content that nobody else has, so that each has a digest of its own.</summary>
internal sealed record TestManifest(string MediaType, byte[] Bytes, IReadOnlyList<byte[]> Blobs)
{
    public Digest Digest { get; } = Digest.Sha256(Bytes);

    public Descriptor Descriptor => new(MediaType, Digest, Bytes.Length);

    public static TestManifest Image(string os = "linux", string architecture = "amd64")
    {
        var config = Encoding.UTF8.GetBytes($$$"""{"os":"{{{os}}}","architecture":"{{{architecture}}}","rootfs":{"type":"layers","diff_ids":[]}}""");
        var layer = RandomNumberGenerator.GetBytes(64);
        return Of(MediaTypes.OciManifest, [config, layer], new
        {
            schemaVersion = 2,
            mediaType = MediaTypes.OciManifest,
            config = Blob(MediaTypes.OciConfig, config),
            layers = new[] { Blob(MediaTypes.OciLayer, layer) },
        });
    }

    public static TestManifest Index(params (TestManifest Image, string? Architecture)[] children) =>
        Of(MediaTypes.OciIndex, [], new
        {
            schemaVersion = 2,
            mediaType = MediaTypes.OciIndex,
            manifests = children.Select(c => c.Image.Descriptor with
            {
                Platform = new("linux", c.Architecture ?? "unknown"),
            }),
        });

    /// <summary>What buildx adds to an index beside its platforms.</summary>
    public static Descriptor BuildAttestation(TestManifest attestation) => attestation.Descriptor with
    {
        Platform = new("unknown", "unknown"),
        Annotations = new Dictionary<string, string> { ["vnd.docker.reference.type"] = "attestation-manifest" },
    };

    public static TestManifest IndexOf(params IEnumerable<Descriptor> manifests) =>
        Of(MediaTypes.OciIndex, [], new { schemaVersion = 2, mediaType = MediaTypes.OciIndex, manifests });

    /// <summary>A Sigstore bundle as a referrer.</summary>
    public static TestManifest Referrer(Digest subject)
    {
        var bundle = RandomNumberGenerator.GetBytes(64);
        return Of(MediaTypes.OciManifest, ["{}"u8.ToArray(), bundle], new
        {
            schemaVersion = 2,
            mediaType = MediaTypes.OciManifest,
            artifactType = MediaTypes.SigstoreBundle,
            config = Blob(MediaTypes.OciEmpty, "{}"u8.ToArray()),
            layers = new[] { Blob(MediaTypes.SigstoreBundle, bundle) },
            subject = new Descriptor(MediaTypes.OciManifest, subject, 100),
        });
    }

    /// <summary>What cosign puts under a <c>.sig</c> tag: no subject, an image's configuration.</summary>
    public static TestManifest CosignSignature()
    {
        var config = "{}"u8.ToArray();
        var payload = RandomNumberGenerator.GetBytes(64);
        return Of(MediaTypes.OciManifest, [config, payload], new
        {
            schemaVersion = 2,
            mediaType = MediaTypes.OciManifest,
            config = Blob(MediaTypes.OciConfig, config),
            layers = new[] { Blob(MediaTypes.CosignSimpleSigning, payload) },
        });
    }

    private static Descriptor Blob(string mediaType, byte[] content) => new(mediaType, Digest.Sha256(content), content.Length);

    private static TestManifest Of(string mediaType, IReadOnlyList<byte[]> blobs, object document) =>
        new(mediaType, JsonSerializer.SerializeToUtf8Bytes(document), blobs);
}
