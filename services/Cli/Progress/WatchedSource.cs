using System.Collections.Concurrent;
using Attestry.Oci.Manifests;
using Attestry.Oci.Sources;
using Attestry.Primitives;

namespace Attestry.Cli.Progress;

/// <summary>Counts what is read of the layers, and asks for no manifest twice.</summary>
internal sealed class WatchedSource(IImageSource source, ProgressCount progress) : IImageSource
{
    private readonly ConcurrentDictionary<string, FetchedManifest> _manifests = new(StringComparer.Ordinal);

    public string Name => source.Name;

    public async Task<FetchedManifest?> GetManifestAsync(string tagOrDigest, CancellationToken cancellation)
    {
        if (_manifests.TryGetValue(tagOrDigest, out var known))
            return known;
        if (await source.GetManifestAsync(tagOrDigest, cancellation) is { } fetched)
            return _manifests.GetOrAdd(fetched.Digest.Text, fetched);
        return null;
    }

    public async Task<Stream?> OpenBlobAsync(Descriptor blob, CancellationToken cancellation) =>
        await source.OpenBlobAsync(blob, cancellation) is { } stream
            ? progress.IsExpected(blob.Digest) ? new CountedStream(stream, blob.Digest, progress) : stream
            : null;

    public Task<IReadOnlyList<Descriptor>> ListReferrersAsync(Digest subject, CancellationToken cancellation) => source.ListReferrersAsync(subject, cancellation);

    public IAsyncEnumerable<string> ListTagsAsync(CancellationToken cancellation) => source.ListTagsAsync(cancellation);

    public ValueTask DisposeAsync() => source.DisposeAsync();
}
