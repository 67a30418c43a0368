using System.Net;
using System.Net.Http.Headers;
using Attestry.Oci.Manifests;
using Attestry.Primitives;
using Attestry.Primitives.Findings;
using Attestry.Primitives.Limits;

namespace Attestry.Oci.Registries;

/// <summary>The reading requests of one repository at one host (OCI Distribution Spec 1.1 §pull).</summary>
internal sealed class RepositoryApi(RegistryTransport transport, string repository)
{
    public RegistryTransport Transport => transport;

    public string Repository => repository;

    /// <param name="path">Below <c>/v2/repository/</c>; made of digests, checked tags and constants only.</param>
    public RegistryRequest Request(HttpMethod method, string path, string actions = "pull") =>
        new(method, new Uri(transport.Base, $"{repository}/{path}"), $"repository:{repository}:{actions}");

    public async Task<FetchedManifest?> GetManifestAsync(string tagOrDigest, CancellationToken cancellation)
    {
        using var response = await transport.SendAsync(ManifestRequest(HttpMethod.Get, tagOrDigest), cancellation);
        if (response.StatusCode is HttpStatusCode.NotFound)
            return null;
        RegistryFault.ThrowUnlessSuccess(response, transport.Host);
        var bytes = await transport.ReadAsync(response, OciLimits.ManifestBytes, OciFindings.ManifestTooLarge, cancellation);
        return new FetchedManifest(Verify(tagOrDigest, response, bytes), MediaType(response), bytes);
    }

    public async Task<Descriptor?> HeadManifestAsync(string tagOrDigest, CancellationToken cancellation)
    {
        using var response = await transport.SendAsync(ManifestRequest(HttpMethod.Head, tagOrDigest), cancellation);
        if (response.StatusCode is HttpStatusCode.NotFound)
            return null;
        RegistryFault.ThrowUnlessSuccess(response, transport.Host);
        return StatedDigest(response) is { IsEmpty: false } digest && response.Content.Headers.ContentLength is { } size
            ? new Descriptor(MediaType(response), digest, size)
            : null;
    }

    public Task<Stream?> OpenBlobAsync(Descriptor blob, CancellationToken cancellation) =>
        BlobDownload.OpenAsync(transport, Request(HttpMethod.Get, $"blobs/{blob.Digest}"), blob.Size, cancellation);

    private RegistryRequest ManifestRequest(HttpMethod method, string tagOrDigest) =>
        Request(method, $"manifests/{tagOrDigest}") with { Accept = MediaTypes.Manifests };

    // By digest: the bytes must be those. By tag: they must be those that the registry itself states, when it does.
    private Digest Verify(string tagOrDigest, HttpResponseMessage response, byte[] bytes)
    {
        var expected = Digest.TryParse(tagOrDigest, out var asked) ? asked : StatedDigest(response);
        if (expected.IsEmpty)
            return Digest.Sha256(bytes);
        return expected.Matches(bytes) ? expected : throw new OciException(new Finding(
            OciFindings.ManifestDigestMismatch, Severity.Critical, $"{transport.Host} gives a manifest whose bytes are not those of its digest.", expected.Text));
    }

    private static Digest StatedDigest(HttpResponseMessage response) =>
        response.Headers.TryGetValues("Docker-Content-Digest", out var values) && Digest.TryParse(values.First(), out var digest) ? digest : default;

    private static string MediaType(HttpResponseMessage response) =>
        response.Content.Headers.ContentType is MediaTypeHeaderValue { MediaType: { } type } ? type : "";
}
