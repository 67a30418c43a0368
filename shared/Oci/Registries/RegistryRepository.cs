using System.Net;
using System.Runtime.CompilerServices;
using Attestry.Oci.Manifests;
using Attestry.Oci.Sources;
using Attestry.Primitives;

namespace Attestry.Oci.Registries;

/// <summary>One repository of a registry. Disposing it does nothing: the connections belong to the <see cref="RegistryClient"/>.</summary>
public sealed class RegistryRepository : IImageSource, IImageTarget
{
    private readonly RegistryClient _client;
    private readonly string _repository;
    private readonly RepositoryApi _origin;
    private readonly RepositoryApi[] _mirrors;

    internal RegistryRepository(RegistryClient client, string repository)
    {
        (_client, _repository) = (client, repository);
        _origin = new RepositoryApi(client.Transport, repository);
        _mirrors = [.. client.Mirrors.Select(m => new RepositoryApi(m.Transport, repository))];
    }

    public string Name => $"{_client.Host}/{_repository}";

    public async Task<FetchedManifest?> GetManifestAsync(string tagOrDigest, CancellationToken cancellation)
    {
        if (Digest.TryParse(tagOrDigest, out _))
            return await CopyAsync(api => api.GetManifestAsync(tagOrDigest, cancellation), cancellation);
        if (!ImageReference.IsTag(tagOrDigest))
            return null;
        // A mirror may be hours behind: only the registry knows what a tag means now.
        try
        {
            return await _origin.GetManifestAsync(tagOrDigest, cancellation);
        }
        catch (HttpRequestException e) when (_mirrors.Length > 0 && e.StatusCode is null or >= HttpStatusCode.InternalServerError)
        {
            if (await MirroredAsync(api => api.GetManifestAsync(tagOrDigest, cancellation), cancellation) is { } copy)
                return copy;
            throw;
        }
    }

    /// <summary>What the registry says a tag or digest is, without fetching it: a hint. Null when there is none, or the registry does not say.</summary>
    public Task<Descriptor?> HeadManifestAsync(string tagOrDigest, CancellationToken cancellation) =>
        Digest.TryParse(tagOrDigest, out _) || ImageReference.IsTag(tagOrDigest)
            ? _origin.HeadManifestAsync(tagOrDigest, cancellation)
            : Task.FromResult<Descriptor?>(null);

    public Task<Stream?> OpenBlobAsync(Descriptor blob, CancellationToken cancellation) =>
        CopyAsync(api => api.OpenBlobAsync(blob, cancellation), cancellation);

    public Task<IReadOnlyList<Descriptor>> ListReferrersAsync(Digest subject, CancellationToken cancellation) =>
        new ReferrerList(_origin).ReadAsync(subject, cancellation);

    public async IAsyncEnumerable<string> ListTagsAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        var first = _origin.Request(HttpMethod.Get, "tags/list?n=1000");
        await foreach (var page in RegistryPages.ReadAsync(_origin.Transport, first, cancellation))
        {
            using (page)
            {
                foreach (var tag in RegistryNames.Read(page, "tags", ImageReference.IsTag))
                    yield return tag;
            }
        }
    }

    public Task PushBlobAsync(Descriptor blob, Stream content, CancellationToken cancellation) =>
        new RepositoryUpload(_origin).PushBlobAsync(blob, content, cancellation);

    /// <summary>Takes a blob over from another repository of the same registry. False when the registry does not; then it must be pushed.</summary>
    public Task<bool> MountBlobAsync(Digest blob, string fromRepository, CancellationToken cancellation) =>
        new RepositoryUpload(_origin).MountBlobAsync(blob, fromRepository, cancellation);

    public Task<Digest> PushManifestAsync(string? tag, string mediaType, ReadOnlyMemory<byte> manifest, CancellationToken cancellation) =>
        new RepositoryUpload(_origin).PushManifestAsync(tag, mediaType, manifest, cancellation);

    /// <summary>Of a tag: the tag alone where the registry can, which many cannot. False when it is not there.</summary>
    /// <exception cref="HttpRequestException">The registry does not delete.</exception>
    public Task<bool> DeleteManifestAsync(string tagOrDigest, CancellationToken cancellation) =>
        new RepositoryUpload(_origin).DeleteManifestAsync(tagOrDigest, cancellation);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async Task<T?> CopyAsync<T>(Func<RepositoryApi, Task<T?>> read, CancellationToken cancellation)
        where T : class =>
        await MirroredAsync(read, cancellation) ?? await read(_origin);

    private async Task<T?> MirroredAsync<T>(Func<RepositoryApi, Task<T?>> read, CancellationToken cancellation)
        where T : class
    {
        foreach (var mirror in _mirrors)
        {
            try
            {
                if (await read(mirror) is { } found)
                    return found;
            }
            catch (Exception e) when (e is HttpRequestException or IOException or OciException && !cancellation.IsCancellationRequested)
            {
                // A mirror that fails or lies is passed over; the registry itself has the last word.
            }
        }
        return null;
    }
}
