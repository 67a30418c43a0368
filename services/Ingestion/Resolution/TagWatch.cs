using Attestry.Contracts.Documents;
using Attestry.Oci.Manifests;
using Attestry.Oci.Registries;
using Attestry.Primitives;

namespace Attestry.Ingestion.Resolution;

/// <summary>
/// CNCF distribution tells of a manifest before it writes its tag. What is found through its tag alone (a list of referrers,
/// a cosign signature) must not be told before the tag leads to it, or whoever looks finds nothing.
/// </summary>
internal sealed class TagWatch(ArtifactJournal artifacts, TimeProvider time)
{
    // Commonly milliseconds. Longer than a second in all, and the announcing pass comes back to the push.
    private const int Looks = 6;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    /// <summary>False while the registry's tag does not lead to what was pushed under it.</summary>
    public async Task<bool> LeadsToAsync(RegistryRepository source, PushDocument push, CancellationToken cancellation)
    {
        if (push.Digest is not { } digest || !(FallbackTag.TryParse(push.Tag, out _) || CosignTag.TryParse(push.Tag, out _, out _)))
            return true;
        var presence = new Presence(source);
        for (var look = 0; look < Looks; look++)
        {
            if (look > 0)
                await Task.Delay(Pause, time, cancellation);
            // What it names and nobody knows was pushed after this, and is told of by its own push; what is known was there before.
            if (await presence.DigestOfAsync(push.Tag, cancellation) is { } now && (now == Digest.Parse(digest) || !await IsKnownAsync(push, now, cancellation)))
                return true;
        }
        return false;
    }

    private async Task<bool> IsKnownAsync(PushDocument push, Digest digest, CancellationToken cancellation) =>
        await artifacts.FindAsync(ArtifactJournal.IdOf(push.Registry, push.Repository, digest), cancellation) is not null;
}
