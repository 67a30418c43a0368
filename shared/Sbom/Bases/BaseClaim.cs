using Attestry.Oci.Manifests;
using Attestry.Primitives;
using Attestry.Primitives.Limits;

namespace Attestry.Sbom.Bases;

/// <summary>What an image says of its base: <c>org.opencontainers.image.base.name</c> and <c>.digest</c> (OCI Image Spec 1.1, annotations.md). A hint; whoever made the image wrote it.</summary>
public sealed record BaseClaim(string? Name, Digest? Digest)
{
    private const string NameKey = "org.opencontainers.image.base.name";

    private const string DigestKey = "org.opencontainers.image.base.digest";

    /// <summary>Of the manifest's annotations or, where builders put them too, the configuration's labels. Null when neither says anything.</summary>
    internal static BaseClaim? Of(Manifest manifest, ImageConfig? config)
    {
        string? Read(string key) => manifest.Annotations.GetValueOrDefault(key) ?? config?.Labels.GetValueOrDefault(key);
        var digest = Primitives.Digest.TryParse(Read(DigestKey), out var parsed) ? parsed : (Digest?)null;
        var name = Read(NameKey) is { Length: > 0 and <= SbomLimits.FieldCharacters } text ? text : null;
        return name is null && digest is null ? null : new(name, digest);
    }
}
