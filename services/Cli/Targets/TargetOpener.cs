using Attestry.Cli.Progress;
using Attestry.Oci;
using Attestry.Oci.Manifests;
using Attestry.Oci.Registries;
using Attestry.Oci.Sources;
using Attestry.Primitives;
using Attestry.Primitives.Limits;

namespace Attestry.Cli.Targets;

/// <summary>Opens what was named and finds the image in it.</summary>
internal static class TargetOpener
{
    internal static async Task<Target> OpenAsync(TargetRequest request, Terminal terminal, CancellationToken cancellation)
    {
        // It would parse as a repository's name, and Docker Hub would be asked for it.
        if (TargetName.IsSbom(request.Text))
            throw new CommandException($"{request.Text} is a bill of materials and no image.", "Only attestry scan takes one.");
        var registries = new RegistryDirectory(RegistryLogin.Of(request, terminal), terminal.Time, openToAll: true);
        try
        {
            return await OpenAsync(request, registries, cancellation);
        }
        catch
        {
            registries.Dispose();
            throw;
        }
    }

    private static async Task<Target> OpenAsync(TargetRequest request, RegistryDirectory registries, CancellationToken cancellation)
    {
        var name = TargetName.Of(request.Text);
        var opened = await SourceOpener.OpenAsync(request.Text, registries, cancellation);
        var progress = new ProgressCount();
        var source = new WatchedSource(opened.Source, progress);
        try
        {
            var root = await source.GetManifestAsync(opened.Selector, cancellation)
                ?? throw new CommandException($"{request.Text}: {source.Name} has no {Bounded.Quote(opened.Selector)}.", "Check the tag or digest.");
            var walk = await IndexWalker.WalkAsync(source, root, cancellation);
            if (request.Platform is not { } platform)
                return Found(new(source, registries, progress, name, root, walk.Images, null));
            var image = await ChooseAsync(source, walk.Images, platform, request.Text, cancellation);
            return Found(new(source, registries, progress, name, image.Fetched, [image], image.Fetched.Digest == root.Digest ? null : root.Digest));
        }
        catch
        {
            await source.DisposeAsync();
            throw;
        }
    }

    private static Target Found(Target target)
    {
        var layers = target.Images.Take(SbomLimits.Platforms).SelectMany(image => image.Manifest.Layers).DistinctBy(layer => layer.Digest).ToList();
        target.Progress.Expect(layers.Select(layer => layer.Digest), layers.Sum(layer => layer.Size));
        return target;
    }

    private static async Task<PlatformImage> ChooseAsync(
        WatchedSource source, IReadOnlyList<PlatformImage> images, string wanted, string text, CancellationToken cancellation)
    {
        var there = new List<string>();
        foreach (var image in images)
        {
            var platform = await PlatformAsync(source, image, cancellation);
            if (platform == wanted || platform.StartsWith($"{wanted}/", StringComparison.Ordinal))
                return image;
            there.Add(platform);
        }
        throw new CommandException(
            $"{text} has no image for {Bounded.Quote(wanted)}.",
            there.Count == 0 ? "There is no image in it." : $"There are: {Bounded.Quote(string.Join(", ", there.Distinct()))}.");
    }

    // An image that stands alone says its platform in its configuration.
    private static async Task<string> PlatformAsync(WatchedSource source, PlatformImage image, CancellationToken cancellation)
    {
        try
        {
            return (image.Descriptor.Platform ?? (await source.ReadConfigAsync(image.Manifest, cancellation))?.Platform)?.ToString() ?? "unknown";
        }
        catch (OciException)
        {
            // The scan of it would say what is wrong; to a choice it is no candidate.
            return "unreadable";
        }
    }
}
