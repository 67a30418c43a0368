using System.Net;
using System.Net.Http.Headers;
using Attestry.Oci.Manifests;
using Attestry.Primitives;
using Attestry.Primitives.Findings;

namespace Attestry.Oci.Registries;

/// <summary>The writing requests of one repository (OCI Distribution Spec 1.1 §push, §content management).</summary>
internal sealed class RepositoryUpload(RepositoryApi api)
{
    private const string Write = "pull,push";

    /// <summary>A blob of ten gigabytes at 6 MB a second.</summary>
    private static readonly TimeSpan UploadTimeout = TimeSpan.FromMinutes(30);

    public async Task PushBlobAsync(Descriptor blob, Stream content, CancellationToken cancellation)
    {
        if (await ExistsAsync(blob.Digest, cancellation))
            return;
        using var started = await SendAsync(api.Request(HttpMethod.Post, "blobs/uploads/", Write) with { Content = Nothing }, cancellation);
        var location = Location(started);
        var start = content.CanSeek ? content.Position : 0;
        var put = api.Request(HttpMethod.Put, "", Write) with
        {
            Uri = With(location, $"digest={Uri.EscapeDataString(blob.Digest.Text)}"),
            Timeout = UploadTimeout,
            Repeatable = content.CanSeek,
            Content = () => new BlobContent(Rewound(content, start), blob.Size),
        };
        using var done = await SendAsync(put, cancellation);
    }

    public async Task<bool> MountBlobAsync(Digest blob, string fromRepository, CancellationToken cancellation)
    {
        if (!ImageReference.IsRepository(fromRepository))
            return false;
        var request = api.Request(HttpMethod.Post, $"blobs/uploads/?mount={Uri.EscapeDataString(blob.Text)}&from={Uri.EscapeDataString(fromRepository)}", Write);
        using var response = await SendAsync(request with { Scope = $"{request.Scope} repository:{fromRepository}:pull", Content = Nothing }, cancellation);
        return response.StatusCode is HttpStatusCode.Created;
    }

    public async Task<Digest> PushManifestAsync(string? tag, string mediaType, ReadOnlyMemory<byte> manifest, CancellationToken cancellation)
    {
        var digest = Digest.Sha256(manifest.Span);
        using var response = await PutManifestAsync(tag ?? digest.Text, mediaType, manifest, cancellation);
        var parsed = ManifestParser.Parse(new FetchedManifest(digest, mediaType, manifest));
        // §pushing manifests with subject: a registry that does not answer with OCI-Subject leaves the list to the client.
        if (parsed.Subject is { } subject && !response.Headers.Contains("OCI-Subject"))
            await FileUnderTagAsync(subject.Digest, parsed, manifest.Length, cancellation);
        return digest;
    }

    public async Task<bool> DeleteManifestAsync(string tagOrDigest, CancellationToken cancellation)
    {
        using var response = await api.Transport.SendAsync(api.Request(HttpMethod.Delete, $"manifests/{tagOrDigest}", "pull,push,delete"), cancellation);
        if (response.StatusCode is HttpStatusCode.NotFound)
            return false;
        RegistryFault.ThrowUnlessSuccess(response, api.Transport.Host);
        return true;
    }

    private async Task FileUnderTagAsync(Digest subject, Manifest referrer, long size, CancellationToken cancellation)
    {
        var listed = await new ReferrerList(api).FromTagAsync(subject, cancellation);
        if (listed.Any(d => d.Digest == referrer.Digest))
            return;
        var entry = new Descriptor(referrer.MediaType, referrer.Digest, size)
        {
            ArtifactType = referrer.ArtifactType,
            Annotations = referrer.Annotations.Count > 0 ? referrer.Annotations : null,
        };
        var index = IndexDocument.Write([.. listed, entry]);
        using var response = await PutManifestAsync(FallbackTag.Of(subject), MediaTypes.OciIndex, index, cancellation);
    }

    private Task<HttpResponseMessage> PutManifestAsync(string tagOrDigest, string mediaType, ReadOnlyMemory<byte> manifest, CancellationToken cancellation) =>
        SendAsync(
            api.Request(HttpMethod.Put, $"manifests/{tagOrDigest}", Write) with
            {
                Content = () => new ReadOnlyMemoryContent(manifest) { Headers = { ContentType = new MediaTypeHeaderValue(mediaType) } },
            },
            cancellation);

    private async Task<bool> ExistsAsync(Digest blob, CancellationToken cancellation)
    {
        using var response = await api.Transport.SendAsync(api.Request(HttpMethod.Head, $"blobs/{blob}", Write), cancellation);
        return response.IsSuccessStatusCode;
    }

    private async Task<HttpResponseMessage> SendAsync(RegistryRequest request, CancellationToken cancellation)
    {
        var response = await api.Transport.SendAsync(request, cancellation);
        try
        {
            RegistryFault.ThrowUnlessSuccess(response, api.Transport.Host);
            return response;
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    private Uri Location(HttpResponseMessage response)
    {
        var location = response.Headers.Location is { } stated ? new Uri(response.RequestMessage!.RequestUri!, stated) : null;
        return location is not null && (location.Scheme == Uri.UriSchemeHttps || location.Scheme == api.Transport.Base.Scheme)
            ? location
            : throw new OciException(new Finding(OciFindings.RegistryUnsafeRedirect, Severity.High, $"{api.Transport.Host} names no safe place for an upload."));
    }

    private static Uri With(Uri location, string query) =>
        new UriBuilder(location) { Query = location.Query.Length > 1 ? $"{location.Query[1..]}&{query}" : query }.Uri;

    private static Stream Rewound(Stream content, long start)
    {
        if (content.CanSeek)
            content.Position = start;
        return content;
    }

    private static ByteArrayContent Nothing() => new([]);
}
