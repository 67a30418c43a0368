using Attestry.Contracts.Documents;
using Attestry.Oci;
using Attestry.Oci.Manifests;
using Attestry.Oci.Sources;
using Attestry.Primitives;
using Attestry.Primitives.Findings;
using Attestry.Primitives.Limits;

namespace Attestry.Ingestion.Resolution;

/// <summary>Fetches what was pushed and says what it is. Knows the registry alone: no store, no bus.</summary>
internal static class ManifestResolver
{
    /// <param name="selector">The digest where one was claimed, else the tag.</param>
    /// <param name="known">Which referrers need no second look.</param>
    /// <returns>Null when the registry does not have it.</returns>
    /// <exception cref="OciException">What the registry gave contradicts its digest or the specification.</exception>
    public static async Task<Resolution?> ResolveAsync(
        IImageSource source,
        string selector,
        string? tag,
        Func<Digest, Task<bool>> known,
        CancellationToken cancellation)
    {
        if (await source.GetManifestAsync(selector, cancellation) is not { } fetched)
            return null;
        var manifest = ManifestParser.Parse(fetched);
        var classification = Classification.Of(manifest, tag);
        return classification.Kind switch
        {
            ManifestKind.Image => Only(Described(manifest, ArtifactKind.Image, tag) with { Platforms = await PlatformsAsync(source, manifest, cancellation) }),
            ManifestKind.Index => await IndexAsync(source, fetched, manifest, tag, cancellation),
            // Classified by its tag, not by a subject of its own: the index that lists the referrers of a digest.
            ManifestKind.Referrer when manifest is { IsIndex: true, Subject: null } =>
                await FallbackAsync(source, manifest, classification.Subject, tag, known, cancellation),
            ManifestKind.Referrer => Only(Referrer(manifest, classification, tag)),
            _ => Only(Described(manifest, ArtifactKind.Other, tag)),
        };
    }

    private static async Task<Resolution> IndexAsync(IImageSource source, FetchedManifest fetched, Manifest index, string? tag, CancellationToken cancellation)
    {
        var walk = await IndexWalker.WalkAsync(source, fetched, cancellation);
        var images = new List<ResolvedManifest>();
        foreach (var image in walk.Images)
        {
            images.Add(Described(image.Manifest, ArtifactKind.Image, null) with
            {
                Platforms = image.Descriptor.Platform is { } platform ? [platform.ToString()] : await PlatformsAsync(source, image.Manifest, cancellation),
                Parents = [index.Digest],
            });
        }
        var root = Described(index, ArtifactKind.Index, tag) with
        {
            Platforms = [.. images.SelectMany(i => i.Platforms).Distinct(StringComparer.Ordinal)],
            Children = [.. images.Select(i => i.Digest)],
        };
        return new([.. images, root], default, walk.Findings);
    }

    private static async Task<Resolution> FallbackAsync(
        IImageSource source, Manifest index, Digest subject, string? tag, Func<Digest, Task<bool>> known, CancellationToken cancellation)
    {
        var referrers = new List<ResolvedManifest>();
        var findings = new List<Finding>();
        Digest knownReferrer = default;
        foreach (var listed in index.Manifests)
        {
            if (referrers.Count == IngestionLimits.ReferrersPerIndex)
                break;
            if (await known(listed.Digest))
            {
                knownReferrer = listed.Digest;
                continue;
            }
            try
            {
                if (await source.GetManifestAsync(listed.Digest.Text, cancellation) is not { } fetched)
                    continue;
                var manifest = ManifestParser.Parse(fetched);
                if (manifest.Subject?.Digest == subject)
                    referrers.Add(Referrer(manifest, Classification.Of(manifest, null), null));
                else
                    findings.Add(new(IngestionFindings.WrongSubject, Severity.Medium, $"The referrers of {subject} list a manifest that does not refer to it.", listed.Digest.Text));
            }
            catch (OciException e)
            {
                // One bad entry, which anyone who may push can add, does not hide the others.
                findings.Add(e.Finding);
            }
        }
        return new([.. referrers, Described(index, ArtifactKind.Other, tag)], subject, findings) { KnownReferrer = knownReferrer };
    }

    private static ResolvedManifest Referrer(Manifest manifest, Classification classification, string? tag) =>
        Described(manifest, ArtifactKind.Referrer, tag) with
        {
            Subject = classification.Subject,
            // What cosign's tags name calls itself an image; its layers say what it is.
            ArtifactType = classification.Suffix.Length > 0 && manifest.Layers.Count > 0 ? manifest.Layers[0].MediaType : manifest.ArtifactType,
        };

    private static ResolvedManifest Described(Manifest manifest, ArtifactKind kind, string? tag) =>
        new(kind, manifest.Digest, manifest.MediaType, manifest.ArtifactType, tag);

    private static async Task<IReadOnlyList<string>> PlatformsAsync(IImageSource source, Manifest image, CancellationToken cancellation)
    {
        try
        {
            return await source.ReadConfigAsync(image, cancellation) is { Os.Length: > 0 } config ? [config.Platform.ToString()] : [];
        }
        catch (OciException)
        {
            // An image whose configuration is bad is still an image; who scans it reads the same bytes and says so.
            return [];
        }
    }

    private static Resolution Only(ResolvedManifest manifest) => new([manifest], default, []);
}
