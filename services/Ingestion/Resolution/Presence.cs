using Attestry.Contracts.Documents;
using Attestry.Oci.Manifests;
using Attestry.Oci.Registries;
using Attestry.Primitives;

namespace Attestry.Ingestion.Resolution;

/// <summary>Asks a repository whether it still has what is known of it.</summary>
internal sealed class Presence(RegistryRepository source)
{
    private readonly Dictionary<Digest, IReadOnlySet<Digest>> _listed = [];

    /// <summary>
    /// An image is there while its digest can be fetched. A referrer must besides be found from its subject: its bytes may
    /// outlive the entry or the tag that led to it, and the entry in a fallback index outlives the bytes wherever a client
    /// deletes them and does not mend the index. Either way no verifier sees it any more.
    /// </summary>
    public async Task<bool> HasAsync(ArtifactDocument artifact, CancellationToken cancellation)
    {
        if (await DigestOfAsync(artifact.Digest.Text, cancellation) is null)
            return false;
        if (artifact is not { Kind: ArtifactKind.Referrer, Subject: { } subject })
            return true;
        if ((await ListedAsync(Digest.Parse(subject), cancellation)).Contains(artifact.Digest))
            return true;
        foreach (var tag in artifact.Tags.Where(t => CosignTag.TryParse(t, out _, out _)))
        {
            if (await DigestOfAsync(tag, cancellation) == artifact.Digest)
                return true;
        }
        return false;
    }

    /// <summary>What a tag or digest names now; null when it names nothing.</summary>
    public async Task<Digest?> DigestOfAsync(string reference, CancellationToken cancellation) =>
        await source.HeadManifestAsync(reference, cancellation) is { } head
            ? head.Digest
            // Some registries do not say the digest in answer to HEAD.
            : (await source.GetManifestAsync(reference, cancellation))?.Digest;

    /// <summary>What the registry lists as referring to <paramref name="subject"/>; asked once.</summary>
    public async Task<IReadOnlySet<Digest>> ListedAsync(Digest subject, CancellationToken cancellation)
    {
        if (!_listed.TryGetValue(subject, out var listed))
            _listed[subject] = listed = (await source.ListReferrersAsync(subject, cancellation)).Select(d => d.Digest).ToHashSet();
        return listed;
    }
}
