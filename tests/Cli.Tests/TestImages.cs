using Attestry.Oci.Building;
using Attestry.Oci.Manifests;
using Attestry.Oci.Sources;
using Attestry.Primitives;
using Attestry.Sigstore.Cosign;
using Attestry.Sigstore.Keys;

namespace Attestry.Cli.Tests;

/// <summary>A layout in a temporary folder, with images made and signed as a test wants them.</summary>
internal sealed class TestImages : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private readonly LayoutWriter _writer;

    internal TestImages() => _writer = LayoutWriter.OpenAsync(Path.Combine(_folder.Path, "layout"), default).GetAwaiter().GetResult();

    internal SigningKey Key { get; } = SigningKey.GenerateEcdsaP256();

    internal string Layout => Path.Combine(_folder.Path, "layout");

    /// <summary>The public key's file.</summary>
    internal string KeyFile => Write("release.pub", Key.Public.ToPem());

    internal string Target(string tag) => $"oci:{Layout}:{tag}";

    internal string File(string name) => _folder.File(name);

    internal string Write(string name, string content)
    {
        System.IO.File.WriteAllText(File(name), content);
        return File(name);
    }

    /// <summary>A file that only its owner can read.</summary>
    internal string WriteSecret(string name, string content)
    {
        var path = Write(name, content);
        if (!OperatingSystem.IsWindows())
            System.IO.File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return path;
    }

    /// <summary>An image with one apk package.</summary>
    internal async Task<Descriptor> AddAsync(string? tag, string user = "65532", string architecture = "amd64", string package = "musl")
    {
        using var layer = new LayerBuilder();
        layer.AddFile("etc/os-release", "ID=alpine\nVERSION_ID=3.18\n"u8.ToArray())
            .AddFile("lib/apk/db/installed", System.Text.Encoding.UTF8.GetBytes($"P:{package}\nV:1.2.4-r2\nA:x86_64\nL:MIT\n\n"));
        return await new ImageBuilder { Layers = [layer.Build()], User = user, Platform = new("linux", architecture) }.PushAsync(_writer, tag, default);
    }

    /// <summary>The one layer of an image under another one.</summary>
    internal async Task AddOnAsync(string below, string tag)
    {
        await using var source = await OciLayout.OpenAsync(Layout, default);
        var manifest = ManifestParser.Parse((await source.GetManifestAsync(below, default))!);
        var config = (await source.ReadConfigAsync(manifest, default))!;
        var bytes = (await source.ReadBlobAsync(manifest.Layers[0], 1 << 20, default))!;
        using var layer = new LayerBuilder();
        layer.AddFile("app/run", "x"u8.ToArray());
        await new ImageBuilder { Layers = [new(manifest.Layers[0], config.DiffIds[0], bytes), layer.Build()], User = "65532" }.PushAsync(_writer, tag, default);
    }

    internal Task<Descriptor> AddIndexAsync(string tag, params Descriptor[] images) => IndexBuilder.PushAsync(_writer, tag, images, default);

    internal Task SignAsync(Digest subject, SigningKey? key = null) => PushAsync(CosignSigner.SignTag("registry.example/app", subject, key ?? Key));

    /// <summary>An attestation by key, as a bundle that refers to the image.</summary>
    internal Task AttestAsync(Descriptor subject, string predicateType, string predicate, SigningKey? key = null)
    {
        using var document = System.Text.Json.JsonDocument.Parse(predicate);
        return PushAsync(CosignSigner.AttestReferrer(subject.MediaType, subject.Digest, subject.Size, predicateType, document.RootElement, key ?? Key, DateTimeOffset.UnixEpoch));
    }

    internal async Task PushAsync(SignatureManifest signature)
    {
        foreach (var blob in signature.Blobs.Values)
            await _writer.PushBlobAsync("application/octet-stream", blob, default);
        await _writer.PushManifestAsync(signature.Tag, signature.MediaType, signature.Bytes, default);
    }

    /// <summary>A referrer that nobody signs.</summary>
    internal async Task AttachAsync(Descriptor subject, string mediaType, string content) =>
        await ReferrerBuilder.PushAsync(_writer, subject, mediaType, System.Text.Encoding.UTF8.GetBytes(content), null, default);

    /// <summary>Changes one byte of the image's only layer, in its middle.</summary>
    internal async Task DamageLayerAsync(string tag)
    {
        await using var source = await OciLayout.OpenAsync(Layout, default);
        var layer = ManifestParser.Parse((await source.GetManifestAsync(tag, default))!).Layers[0];
        var path = Path.Combine(Layout, "blobs", layer.Digest.Algorithm, layer.Digest.Hex);
        var bytes = await System.IO.File.ReadAllBytesAsync(path);
        bytes[bytes.Length / 2] ^= 1;
        await System.IO.File.WriteAllBytesAsync(path, bytes);
    }

    public void Dispose() => _folder.Dispose();
}
