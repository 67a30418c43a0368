using Attestry.Contracts.Documents;
using Attestry.Evidence;
using Attestry.Oci;
using Attestry.Oci.Manifests;
using Attestry.Oci.Registries;
using Attestry.Oci.Sources;
using Attestry.Primitives;
using Attestry.Primitives.Limits;

namespace Attestry.SignatureVerifier.Verification;

/// <summary>Looks at the registry for what signs an artifact: about itself, and about the indexes that list it.</summary>
internal sealed class SignatureLook(RegistryDirectory registries)
{
    /// <summary>
    /// Hands each collection to <paramref name="judgement"/> as it comes, so that no two are held at once. False when the
    /// artifact's registry is not a configured one.
    /// </summary>
    internal async Task<bool> LookAsync(ArtifactDocument artifact, SignatureJudgement judgement, CancellationToken cancellation)
    {
        await using var source = registries.Open(artifact.Registry, artifact.Repository);
        if (source is null)
            return false;
        judgement.Add(await TriadSubject.FetchAsync(source, artifact.Digest, cancellation));
        judgement.Add(await SignatureCollection.CollectAsync(source, artifact.Digest, cancellation));
        foreach (var index in Indexes(artifact))
        {
            if (await ListsAsync(source, index, artifact.Digest, cancellation))
                judgement.Add(await SignatureCollection.CollectAsync(source, index, cancellation));
        }
        return true;
    }

    // Trust is given per repository, so only an index of the same one can cover the artifact.
    private static IEnumerable<Digest> Indexes(ArtifactDocument artifact)
    {
        var prefix = $"{artifact.Registry}/{artifact.Repository}@";
        return artifact.Parents
            .Where(parent => parent.StartsWith(prefix, StringComparison.Ordinal))
            .Select(parent => Digest.TryParse(parent[prefix.Length..], out var digest) ? digest : default)
            .Where(digest => !digest.IsEmpty)
            .Order()
            .Take(SignatureLimits.Indexes);
    }

    // The store only says which index to ask; that it lists the artifact is read from its own bytes.
    private static async Task<bool> ListsAsync(IImageSource source, Digest index, Digest child, CancellationToken cancellation)
    {
        try
        {
            return await source.GetManifestAsync(index.Text, cancellation) is { } fetched
                && ManifestParser.Parse(fetched).Manifests.Any(descriptor => descriptor.Digest == child);
        }
        catch (OciException)
        {
            return false;
        }
    }
}
