using Attestry.Primitives;

namespace Attestry.Oci.Manifests;

/// <summary>What a pushed manifest is, from the document and from the tag it was pushed under.</summary>
/// <param name="Subject">What a referrer refers to; empty otherwise.</param>
/// <param name="Suffix">Of cosign's tags <c>sig</c>, <c>att</c> or <c>sbom</c>; empty otherwise.</param>
public sealed record Classification(ManifestKind Kind, Digest Subject, string Suffix)
{
    private const string ReferenceType = "vnd.docker.reference.type";

    /// <param name="tag">Null when the manifest was pushed by digest alone.</param>
    public static Classification Of(Manifest manifest, string? tag) => manifest switch
    {
        { Subject: { } subject } => new(ManifestKind.Referrer, subject.Digest, ""),
        { IsIndex: false } when CosignTag.TryParse(tag, out var subject, out var suffix) => new(ManifestKind.Referrer, subject, suffix),
        { IsIndex: true } when FallbackTag.TryParse(tag, out var subject) => new(ManifestKind.Referrer, subject, ""),
        _ => new(manifest.Kind, default, ""),
    };

    /// <summary>
    /// A child of an index that is an image of a platform. Not: what buildx attaches, which it marks by an annotation
    /// and a platform that no runtime asks for; either mark alone does not hide an image.
    /// </summary>
    public static bool IsPlatformImage(Descriptor child) =>
        !(child.Platform is { Os: "unknown", Architecture: "unknown" } && child.Annotations?.ContainsKey(ReferenceType) == true);
}
