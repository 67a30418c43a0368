using Attestry.Oci.Building;
using Attestry.Oci.Manifests;
using Attestry.Oci.Registries;
using Attestry.Oci.Sources;
using Attestry.Primitives;
using Attestry.Sigstore.Cosign;
using Attestry.Sigstore.Keys;

namespace Attestry.EndToEnd.Images;

/// <summary>Pushes images and signatures to one registry, as a build pipeline does.</summary>
internal sealed class ImagePublisher(string registry, SigningKey signer) : IAsyncDisposable
{
    private readonly RegistryDirectory _registries = new([new RegistryOptions { Host = registry, Insecure = true }], TimeProvider.System);

    internal string Host => registry;

    internal RegistryRepository Repository(string name) => _registries.Repository(registry, name)!;

    internal Task<Descriptor> PushAsync(string repository, string tag) =>
        TestImage.Build($"{repository}:{tag}").PushAsync(Repository(repository), tag, CancellationToken.None);

    /// <summary>The signature first, which may be there before what it signs: so no verdict is made without it.</summary>
    internal async Task<Descriptor> PushSignedAsync(string repository, string tag)
    {
        var image = TestImage.Build($"{repository}:{tag}");
        await SignAsync(repository, await image.PushAsync(new DigestOnly(), tag, CancellationToken.None));
        return await image.PushAsync(Repository(repository), tag, CancellationToken.None);
    }

    /// <summary>What is attached first, which may be there before its subject: so no verdict is made without it.</summary>
    internal async Task<Descriptor> PushAsync(string repository, ImageBuilder image, Func<Descriptor, IReadOnlyList<SignatureManifest>> attached)
    {
        foreach (var signature in attached(await image.PushAsync(new DigestOnly(), null, CancellationToken.None)))
            await PushAsync(repository, signature);
        return await image.PushAsync(Repository(repository), null, CancellationToken.None);
    }

    /// <summary>The manifest of a signature as cosign 3 writes it; not pushed.</summary>
    internal SignatureManifest Sign(Descriptor image) => CosignSigner.SignReferrer(image.MediaType, image.Digest, image.Size, signer, DateTimeOffset.UnixEpoch);

    /// <summary>As cosign 3 signs: a bundle, attached as a referrer.</summary>
    /// <returns>The digest of the signature's manifest.</returns>
    internal Task<Digest> SignAsync(string repository, Descriptor image) =>
        PushAsync(repository, Sign(image));

    /// <summary>As cosign 2 signed: behind a tag.</summary>
    internal Task<Digest> SignByTagAsync(string repository, Descriptor image) =>
        PushAsync(repository, CosignSigner.SignTag($"{registry}/{repository}", image.Digest, signer));

    public ValueTask DisposeAsync()
    {
        _registries.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<Digest> PushAsync(string repository, SignatureManifest signature)
    {
        var target = Repository(repository);
        foreach (var blob in signature.Blobs.Values)
            await target.PushBlobAsync("application/octet-stream", blob, CancellationToken.None);
        return await target.PushManifestAsync(signature.Tag, signature.MediaType, signature.Bytes, CancellationToken.None);
    }

    /// <summary>Keeps nothing; tells what an image's digest will be.</summary>
    private sealed class DigestOnly : IImageTarget
    {
        public Task PushBlobAsync(Descriptor blob, Stream content, CancellationToken cancellation) => Task.CompletedTask;

        public Task<Digest> PushManifestAsync(string? tag, string mediaType, ReadOnlyMemory<byte> manifest, CancellationToken cancellation) =>
            Task.FromResult(Digest.Sha256(manifest.Span));
    }
}
