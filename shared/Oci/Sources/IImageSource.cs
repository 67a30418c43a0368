using Attestry.Oci.Manifests;
using Attestry.Primitives;

namespace Attestry.Oci.Sources;

/// <summary>
/// One repository, wherever it lies: in a registry, an OCI layout directory or archive, a <c>docker save</c> archive.
/// </summary>
/// <remarks>
/// What is not there is null or empty. What is there and contradicts its digest or the specification throws
/// <see cref="OciException"/> with a finding; faults of transport throw <see cref="HttpRequestException"/> or <see cref="IOException"/>.
/// </remarks>
public interface IImageSource : IAsyncDisposable
{
    /// <summary><c>registry/repository</c>, or the path of the layout.</summary>
    string Name { get; }

    /// <summary>The manifest that a tag or digest names; null when there is none. A digest was verified over the bytes.</summary>
    Task<FetchedManifest?> GetManifestAsync(string tagOrDigest, CancellationToken cancellation);

    /// <summary>
    /// The blob's bytes as they come, at most <see cref="Descriptor.Size"/> of them; the reader verifies the digest. Null when there is none.
    /// </summary>
    Task<Stream?> OpenBlobAsync(Descriptor blob, CancellationToken cancellation);

    /// <summary>What refers to <paramref name="subject"/>: referrers API, or the fallback tag where a registry has no such API (OCI Distribution Spec 1.1).</summary>
    Task<IReadOnlyList<Descriptor>> ListReferrersAsync(Digest subject, CancellationToken cancellation);

    /// <summary>Every tag of the repository.</summary>
    IAsyncEnumerable<string> ListTagsAsync(CancellationToken cancellation);
}
