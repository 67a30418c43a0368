using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using Attestry.Oci.Manifests;
using Attestry.Oci.Sources;
using Attestry.Primitives;
using Attestry.Sigstore.Cosign;
using Attestry.Sigstore.Keys;

namespace Attestry.Benchmarks.Verdicts;

/// <summary>A small image that deserves to pass: one layer of its own with a package, a user that is not root, a signature.</summary>
internal sealed class SignedImage
{
    private const string LayerType = "application/vnd.oci.image.layer.v1.tar+gzip";
    private const string ConfigType = "application/vnd.oci.image.config.v1+json";
    private const string ManifestType = "application/vnd.oci.image.manifest.v1+json";

    private readonly byte[] _layer;
    private readonly byte[] _config;
    private readonly byte[] _manifest;
    private readonly SignatureManifest _signature;

    private SignedImage(string name, SigningKey key)
    {
        (_layer, var diffId) = Pack(name);
        _config = JsonSerializer.SerializeToUtf8Bytes(new
        {
            architecture = "amd64",
            os = "linux",
            config = new { User = "1000" },
            rootfs = new { type = "layers", diff_ids = new[] { diffId } },
        });
        _manifest = JsonSerializer.SerializeToUtf8Bytes(new
        {
            schemaVersion = 2,
            mediaType = ManifestType,
            config = DescriptorOf(ConfigType, _config),
            layers = new[] { DescriptorOf(LayerType, _layer) },
        });
        (Tag, Digest) = (name, Digest.Sha256(_manifest));
        _signature = CosignSigner.SignReferrer(ManifestType, Digest, _manifest.Length, key, DateTimeOffset.UnixEpoch);
    }

    internal Digest Digest { get; }

    private string Tag { get; }

    internal static IReadOnlyList<SignedImage> Make(int count, SigningKey key) =>
        [.. Enumerable.Range(0, count).AsParallel().Select(_ => new SignedImage(Guid.NewGuid().ToString("N"), key))];

    /// <summary>The signature goes first, as it may, so that the first verdict is the last one.</summary>
    internal async Task PushAsync(IImageTarget target, CancellationToken cancellation)
    {
        await target.PushBlobAsync(LayerType, _layer, cancellation);
        await target.PushBlobAsync(ConfigType, _config, cancellation);
        foreach (var blob in _signature.Blobs.Values)
            await target.PushBlobAsync("application/octet-stream", blob, cancellation);
        await target.PushManifestAsync(_signature.Tag, _signature.MediaType, _signature.Bytes, cancellation);
        await target.PushManifestAsync(Tag, ManifestType, _manifest, cancellation);
    }

    private static Descriptor DescriptorOf(string mediaType, byte[] content) => new(mediaType, Digest.Sha256(content), content.Length);

    private static (byte[] Gzip, Digest DiffId) Pack(string name)
    {
        using var packed = new MemoryStream();
        using var hash = SHA256.Create();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        using (var hashed = new CryptoStream(gzip, hash, CryptoStreamMode.Write))
        using (var tar = new TarWriter(hashed, TarEntryFormat.Pax))
        {
            Add(tar, "etc/os-release", "ID=benchmark\nVERSION_ID=1\n"u8.ToArray());
            Add(tar, "etc/passwd", "app:x:1000:1000::/:/sbin/nologin\n"u8.ToArray());
            Add(tar, $"app/node_modules/{name}/package.json", JsonSerializer.SerializeToUtf8Bytes(new { name, version = "1.0.0", license = "MIT" }));
            Add(tar, $"app/node_modules/{name}/index.js", RandomNumberGenerator.GetBytes(8 << 10));
        }
        return (packed.ToArray(), Digest.FromHash(HashAlgorithmName.SHA256, hash.Hash));
    }

    private static void Add(TarWriter tar, string path, byte[] content)
    {
        using var data = new MemoryStream(content);
        tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, path) { DataStream = data, ModificationTime = DateTimeOffset.UnixEpoch });
    }
}
