using System.Text.Json;
using Attestry.Oci.Building;
using Attestry.Oci.Manifests;
using Attestry.Oci.Sources;
using Attestry.Sigstore.Cosign;
using Attestry.Sigstore.Keys;
using Attestry.TestKit.Signing;

namespace Attestry.Evidence.Tests;

/// <summary>An image in an OCI layout, beside which tests put what signs or describes it.</summary>
public abstract class LayoutTests : IAsyncLifetime
{
    private protected TestAuthority Authority { get; } = new();

    private protected TemporaryFolder Folder { get; } = new();

    private protected LayoutWriter Writer { get; private set; } = null!;

    private protected Descriptor Image { get; private set; } = null!;

    public virtual async Task InitializeAsync()
    {
        Writer = await LayoutWriter.OpenAsync(Folder.Path, default);
        using var layer = new LayerBuilder();
        Image = await new ImageBuilder { Layers = [layer.AddFile("etc/os-release", "ID=debian\n"u8.ToArray()).Build()] }.PushAsync(Writer, "app", default);
    }

    public Task DisposeAsync()
    {
        Folder.Dispose();
        return Task.CompletedTask;
    }

    private protected Task SignAsync() => PushAsync(CosignSigner.SignTag("registry.example/app", Image.Digest, Authority.Key));

    private protected async Task AttestAsync(string document, string predicateType, SigningKey key)
    {
        using var predicate = JsonDocument.Parse(document);
        await PushAsync(CosignSigner.AttestReferrer(Image.MediaType, Image.Digest, Image.Size, predicateType, predicate.RootElement, key, DateTimeOffset.UnixEpoch));
    }

    private protected async Task PushAsync(SignatureManifest signature)
    {
        foreach (var blob in signature.Blobs.Values)
            await Writer.PushBlobAsync("application/octet-stream", blob, default);
        await Writer.PushManifestAsync(signature.Tag, signature.MediaType, signature.Bytes, default);
    }
}
