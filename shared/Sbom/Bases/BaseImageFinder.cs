using Attestry.Primitives;

namespace Attestry.Sbom.Bases;

/// <summary>
/// Recognises the base of an image by its layers: every layer of a known image lies, in order, at the bottom of this one. Layers are
/// digests of content, so a match is no guess; what stays open is whether a third image with the same bottom is the one that was named
/// in the build.
/// </summary>
public static class BaseImageFinder
{
    /// <summary>The layers are those, and the image says so itself.</summary>
    public const int Certain = 100;

    /// <summary>The layers are those; the image says nothing of its base, or the name alone.</summary>
    public const int ByLayers = 90;

    /// <summary>The layers are those of this image and of others that are known: one of them.</summary>
    public const int Ambiguous = 70;

    /// <summary>The image says so, and the base is not known: nothing was compared.</summary>
    public const int ByClaim = 30;

    /// <param name="diffIds">Of the image, bottom first.</param>
    /// <param name="known">Images that may be its base; those that are not are passed over.</param>
    /// <returns>The one with most layers; null when nothing matches and nothing is claimed.</returns>
    public static BaseMatch? Find(IReadOnlyList<Digest> diffIds, BaseClaim? claim, IReadOnlyCollection<KnownImage> known)
    {
        var chains = LayerChain.Of(diffIds);
        // As many layers as the image itself has the same image, tagged twice or configured anew.
        var below = known.Where(image => image.Layers < diffIds.Count && image.Layers <= chains.Count && chains[image.Layers - 1] == image.Chain).ToList();
        var refuted = claim?.Digest is { } named && known.Any(image => image.Digest == named) && below.TrueForAll(image => image.Digest != named);
        var most = below.Count == 0 ? 0 : below.Max(image => image.Layers);
        var best = below.Where(image => image.Layers == most).OrderBy(image => image.Name, StringComparer.Ordinal).ThenBy(image => image.Digest).ToList();
        if (below.Find(image => image.Digest == claim?.Digest) is { } agreed)
            return new(claim!.Name ?? agreed.Name, agreed.Digest, agreed.Layers, Certain, true, false);
        if (best is [var first, ..])
            return new(first.Name, first.Digest, most, best.DistinctBy(image => image.Digest).Count() == 1 ? ByLayers : Ambiguous, false, refuted);
        return claim is null ? null : new(claim.Name, claim.Digest, 0, refuted ? 0 : ByClaim, true, refuted);
    }
}
