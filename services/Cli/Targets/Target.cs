using Attestry.Cli.Progress;
using Attestry.Contracts.Documents;
using Attestry.Oci.Manifests;
using Attestry.Oci.Registries;
using Attestry.Oci.Sources;
using Attestry.Primitives;

namespace Attestry.Cli.Targets;

/// <summary>An opened image or index.</summary>
/// <param name="Name">As what it is judged: <c>registry/repository</c>.</param>
/// <param name="Manifest">Of the index, or of the one image that was asked for.</param>
/// <param name="Images">The platform images under it.</param>
/// <param name="Index">The index in which the image was chosen by platform; a signature over it covers the image. Null without such a choice.</param>
internal sealed record Target(
    IImageSource Source,
    RegistryDirectory Registries,
    ProgressCount Progress,
    ImageReference Name,
    FetchedManifest Manifest,
    IReadOnlyList<PlatformImage> Images,
    Digest? Index) : IAsyncDisposable
{
    internal string Id => $"{Name.Name}@{Manifest.Digest}";

    internal bool IsIndex => MediaTypes.IsIndex(ManifestParser.Parse(Manifest).MediaType);

    /// <summary>The image as the policy knows it.</summary>
    internal ArtifactDocument ToArtifact(DateTimeOffset now) => new(
        Id,
        Name.Registry,
        Name.Repository,
        Manifest.Digest,
        IsIndex ? ArtifactKind.Index : ArtifactKind.Image,
        Manifest.MediaType,
        ArtifactType: null,
        [.. Images.Select(image => image.Descriptor.Platform?.ToString()).OfType<string>()],
        Name.Tag is { } tag ? [tag] : [],
        Subject: null,
        Index is { } index ? [$"{Name.Name}@{index}"] : [],
        IsIndex ? [.. Images.Select(image => $"{Name.Name}@{image.Fetched.Digest}")] : [],
        FirstSeenAt: now,
        LastSeenAt: now,
        RemovedAt: null);

    public async ValueTask DisposeAsync()
    {
        await Source.DisposeAsync();
        Registries.Dispose();
    }
}
