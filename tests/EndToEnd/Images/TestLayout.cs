using Attestry.Oci.Building;
using Attestry.Oci.Manifests;
using Attestry.Oci.Sources;
using Attestry.Primitives;

namespace Attestry.EndToEnd.Images;

/// <summary>An OCI layout directory with one multi-platform image, as build tools write it: only what is tagged is in its index.</summary>
internal sealed class TestLayout : IDisposable
{
    internal const string Tag = "1.0";

    private readonly TemporaryFolder _folder;

    private TestLayout(TemporaryFolder folder, Descriptor index, IReadOnlyList<Descriptor> images) => (_folder, Index, Images) = (folder, index, images);

    internal string Path => _folder.Path;

    internal Descriptor Index { get; }

    internal IReadOnlyList<Descriptor> Images { get; }

    /// <param name="name">Makes its images others than those of other names.</param>
    internal static async Task<TestLayout> WriteAsync(string name)
    {
        var folder = new TemporaryFolder();
        var target = new TaggedOnly(await LayoutWriter.OpenAsync(folder.Path, CancellationToken.None));
        Descriptor[] images =
        [
            await TestImage.Build(name, "amd64").PushAsync(target, null, CancellationToken.None),
            await TestImage.Build(name, "arm64").PushAsync(target, null, CancellationToken.None),
        ];
        return new(folder, await IndexBuilder.PushAsync(target, Tag, images, CancellationToken.None), images);
    }

    public void Dispose() => _folder.Dispose();

    private sealed class TaggedOnly(LayoutWriter layout) : IImageTarget
    {
        public Task PushBlobAsync(Descriptor blob, Stream content, CancellationToken cancellation) => layout.PushBlobAsync(blob, content, cancellation);

        public async Task<Digest> PushManifestAsync(string? tag, string mediaType, ReadOnlyMemory<byte> manifest, CancellationToken cancellation) =>
            tag is null
                ? (await layout.PushBlobAsync(mediaType, manifest, cancellation)).Digest
                : await layout.PushManifestAsync(tag, mediaType, manifest, cancellation);
    }
}
