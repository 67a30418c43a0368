using Attestry.Oci.Manifests;
using Attestry.Primitives;
using Attestry.Primitives.Findings;
using Attestry.Primitives.Limits;

namespace Attestry.Oci.Sources;

/// <summary>An OCI layout, in a directory or an archive, or a Docker archive read as one.</summary>
public sealed class LayoutSource : IImageSource
{
    private readonly IBlobFiles _blobs;

    internal LayoutSource(string name, IReadOnlyList<Descriptor> roots, IBlobFiles blobs) =>
        (Name, Roots, _blobs) = (name, roots, blobs);

    public string Name { get; }

    /// <summary>What the layout's index lists, with the annotations that name it.</summary>
    public IReadOnlyList<Descriptor> Roots { get; }

    /// <param name="tagOrDigest">Also a whole reference, where the layout names its images so.</param>
    public async Task<FetchedManifest?> GetManifestAsync(string tagOrDigest, CancellationToken cancellation)
    {
        var root = Digest.TryParse(tagOrDigest, out var digest)
            ? Roots.FirstOrDefault(d => d.Digest == digest)
            : Roots.FirstOrDefault(d => Names(d).Any(name => IsNamed(name, tagOrDigest)));
        if (root is null && digest.IsEmpty)
            return null;
        digest = root?.Digest ?? digest;
        return await LayoutIndex.BytesAsync(_ => _blobs.Open(digest), digest.Text, cancellation) is { } bytes
            ? new FetchedManifest(Verified(digest, bytes), root?.MediaType ?? "", bytes)
            : null;
    }

    public Task<Stream?> OpenBlobAsync(Descriptor blob, CancellationToken cancellation) => Task.FromResult(_blobs.Open(blob.Digest));

    /// <summary>From the index under the fallback tag, and from every listed manifest that names the subject.</summary>
    public async Task<IReadOnlyList<Descriptor>> ListReferrersAsync(Digest subject, CancellationToken cancellation)
    {
        var found = new Dictionary<Digest, Descriptor>();
        if (await GetManifestAsync(FallbackTag.Of(subject), cancellation) is { } fetched && ManifestParser.Parse(fetched) is { IsIndex: true } index)
        {
            foreach (var descriptor in index.Manifests)
                found.TryAdd(descriptor.Digest, descriptor);
        }
        foreach (var root in Roots)
        {
            if (await TryParseAsync(root, cancellation) is { } manifest && manifest.Subject?.Digest == subject)
                found.TryAdd(root.Digest, root with { ArtifactType = manifest.ArtifactType, Annotations = manifest.Annotations });
        }
        return [.. found.Values];
    }

    public async IAsyncEnumerable<string> ListTagsAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        await Task.CompletedTask;
        foreach (var tag in Roots.SelectMany(Names).Select(TagOf).OfType<string>().Distinct(StringComparer.Ordinal))
            yield return tag;
    }

    public ValueTask DisposeAsync() => _blobs.DisposeAsync();

    private async Task<Manifest?> TryParseAsync(Descriptor root, CancellationToken cancellation)
    {
        try
        {
            return root.Size <= OciLimits.ManifestBytes && await GetManifestAsync(root.Digest.Text, cancellation) is { } fetched
                ? ManifestParser.Parse(fetched)
                : null;
        }
        catch (OciException)
        {
            // What cannot be read refers to nothing; asking for it by its name says why.
            return null;
        }
    }

    private static IEnumerable<string> Names(Descriptor root) =>
        new[] { LayoutPaths.RefName, LayoutPaths.ImageName }
            .Select(key => root.Annotations?.GetValueOrDefault(key))
            .Where(name => !string.IsNullOrEmpty(name))!;

    private static bool IsNamed(string name, string wanted) =>
        name == wanted || TagOf(name) == wanted
        || ImageReference.TryParse(name, out var stated) && ImageReference.TryParse(wanted, out var asked) && stated == asked && wanted.Contains(':');

    private static string? TagOf(string name) =>
        ImageReference.IsTag(name) ? name : ImageReference.TryParse(name, out var reference) ? reference.Tag : null;

    private static Digest Verified(Digest digest, byte[] bytes) => digest.Matches(bytes) ? digest : throw new OciException(new Finding(
        OciFindings.ManifestDigestMismatch, Severity.Critical, "The manifest's bytes are not those that its digest names.", digest.Text));
}
