using System.Text;
using System.Text.Json;
using Attestry.Oci.Manifests;
using Attestry.Oci.Registries;
using Attestry.Oci.Sources;
using Attestry.Primitives;
using Attestry.Sigstore.Cosign;
using Attestry.Sigstore.Keys;

namespace Attestry.Standalone.Demo;

/// <summary>Packs images from this program's own output (real assemblies of real NuGet packages) and pushes them over HTTP.</summary>
internal sealed class DemoPublisher(RegistryDirectory registries, string host, SigningKey key)
{
    private const string ManifestType = "application/vnd.oci.image.manifest.v1+json";

    private static readonly string[] Entrypoint = ["dotnet", "/app/Attestry.Standalone.dll"];

    private readonly DemoLayer _base = DemoLayer.Pack([
        ("etc/os-release", Encoding.UTF8.GetBytes("ID=demo\nVERSION_ID=1\nPRETTY_NAME=\"Attestry demo\"\n")),
        ("etc/passwd", Encoding.UTF8.GetBytes("root:x:0:0:root:/root:/sbin/nologin\n")),
    ]);

    private readonly DemoLayer _program = DemoLayer.Pack(OwnOutput());

    private readonly DemoLayer _denied = DemoLayer.Pack([
        ("app/node_modules/event-stream/package.json", Encoding.UTF8.GetBytes(DemoImages.DeniedPackageManifest)),
    ]);

    /// <returns>The digest of what was pushed.</returns>
    internal async Task<Digest> PublishAsync(DemoImage image, CancellationToken cancellation)
    {
        var target = registries.Repository(host, image.Repository)!;
        DemoLayer[] layers = image.BringsDeniedPackage ? [_base, _program, _denied] : [_base, _program];
        var descriptors = new List<Descriptor>();
        foreach (var layer in layers)
            descriptors.Add(await target.PushBlobAsync("application/vnd.oci.image.layer.v1.tar+gzip", layer.Gzip, cancellation));
        var config = await target.PushBlobAsync("application/vnd.oci.image.config.v1+json", Config(image, layers), cancellation);
        var manifest = JsonSerializer.SerializeToUtf8Bytes(new { schemaVersion = 2, mediaType = ManifestType, config, layers = descriptors });
        // A signature may be there before what it signs: so the first verdict already knows it.
        await SignAsync(image, target, Digest.Sha256(manifest), manifest.Length, cancellation);
        return await target.PushManifestAsync("1.0", ManifestType, manifest, cancellation);
    }

    private async Task SignAsync(DemoImage image, RegistryRepository target, Digest digest, long size, CancellationToken cancellation)
    {
        if (image.Signing == Signing.None)
            return;
        var signed = image.Signing == Signing.Tag
            ? CosignSigner.SignTag($"{host}/{image.Repository}", digest, key)
            : CosignSigner.SignReferrer(ManifestType, digest, size, key, DateTimeOffset.UnixEpoch);
        if (image.Signing == Signing.Tampered)
            signed = Tampering.TurnOneBit(signed);
        foreach (var blob in signed.Blobs.Values)
            await target.PushBlobAsync("application/octet-stream", blob, cancellation);
        await target.PushManifestAsync(signed.Tag, signed.MediaType, signed.Bytes, cancellation);
    }

    private static byte[] Config(DemoImage image, DemoLayer[] layers) => JsonSerializer.SerializeToUtf8Bytes(new
    {
        architecture = "amd64",
        os = "linux",
        config = new { image.User, Entrypoint },
        rootfs = new { type = "layers", diff_ids = layers.Select(layer => layer.DiffId) },
    });

    private static IEnumerable<(string Path, byte[] Content)> OwnOutput() =>
        Directory.EnumerateFiles(AppContext.BaseDirectory)
            .Where(file => Path.GetExtension(file) is ".dll" or ".json")
            .Order(StringComparer.Ordinal)
            .Select(file => ($"app/{Path.GetFileName(file)}", File.ReadAllBytes(file)));
}
