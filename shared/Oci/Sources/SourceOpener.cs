using Attestry.Oci.Registries;
using Attestry.Primitives;

namespace Attestry.Oci.Sources;

/// <summary>Opens what a person names at a command line.</summary>
public static class SourceOpener
{
    /// <summary>Forms that name a file or directory, each optionally followed by <c>:TAG</c> or <c>:REFERENCE</c>.</summary>
    private static readonly (string Prefix, Func<string, CancellationToken, Task<LayoutSource>> Open)[] Files =
    [
        ("oci:", OciLayout.OpenAsync),
        ("oci-archive:", OciArchive.OpenAsync),
        ("docker-archive:", DockerArchive.OpenAsync),
    ];

    /// <param name="target"><c>registry/repository[:tag][@digest]</c>, <c>oci:PATH</c>, <c>oci-archive:PATH</c>, <c>docker-archive:PATH</c>.</param>
    /// <exception cref="FormatException">None of these, or the file holds several images and the target does not say which.</exception>
    /// <exception cref="InvalidOperationException">The registry is not configured.</exception>
    /// <exception cref="IOException">There is no such file or directory.</exception>
    /// <exception cref="OciException">The file is malformed.</exception>
    public static async Task<OpenedImage> OpenAsync(string target, RegistryDirectory registries, CancellationToken cancellation)
    {
        foreach (var (prefix, open) in Files)
        {
            if (target.StartsWith(prefix, StringComparison.Ordinal))
                return await OpenAsync(target[prefix.Length..], open, cancellation);
        }
        var reference = ImageReference.Parse(target);
        return new OpenedImage(registries.Client(reference.Registry).Repository(reference.Repository), reference.Selector);
    }

    private static async Task<OpenedImage> OpenAsync(string text, Func<string, CancellationToken, Task<LayoutSource>> open, CancellationToken cancellation)
    {
        var (path, tag) = Split(text);
        var layout = await open(path, cancellation);
        try
        {
            return new OpenedImage(layout, tag ?? await OnlyAsync(layout, cancellation));
        }
        catch
        {
            await layout.DisposeAsync();
            throw;
        }
    }

    // Paths may hold colons and so may references: the shortest path that exists is the path.
    private static (string Path, string? Tag) Split(string text)
    {
        for (var colon = text.IndexOf(':'); colon > 0; colon = text.IndexOf(':', colon + 1))
        {
            if (Path.Exists(text[..colon]))
                return (text[..colon], text[(colon + 1)..]);
        }
        return (text, null);
    }

    private static async Task<string> OnlyAsync(LayoutSource layout, CancellationToken cancellation)
    {
        var digests = layout.Roots.Select(d => d.Digest).Distinct().ToList();
        if (digests.Count == 1)
            return digests[0].Text;
        var tags = new List<string>();
        await foreach (var tag in layout.ListTagsAsync(cancellation))
            tags.Add(tag);
        throw new FormatException($"{layout.Name} holds {digests.Count} images; add one of their names: {Bounded.Quote(string.Join(", ", tags))}.");
    }
}
