using System.Text.Json;
using Attestry.Primitives;

namespace Attestry.Oci.Manifests;

/// <summary>Descriptors of foreign manifests (OCI Image Spec 1.1, descriptor.md).</summary>
internal static class DescriptorReader
{
    public static readonly string[] Fields = ["mediaType", "digest", "size", "artifactType", "platform", "annotations", "data", "urls"];

    /// <exception cref="FormatException">A field is missing or senseless.</exception>
    /// <exception cref="InvalidOperationException">A field has another type.</exception>
    public static Descriptor Read(JsonElement item)
    {
        var mediaType = item.OptionalString("mediaType") is { Length: > 0 } text ? text : throw new FormatException("A descriptor has no mediaType.");
        var size = item.RequiredInt64("size");
        if (size < 0)
            throw new FormatException($"A descriptor's size is {size}.");
        return new Descriptor(mediaType, Digest.Parse(item.OptionalString("digest") ?? ""), size)
        {
            ArtifactType = item.OptionalString("artifactType"),
            Platform = item.OptionalObject("platform") is { } platform ? ReadPlatform(platform) : null,
            Annotations = item.OptionalObject("annotations") is null ? null : Annotations(item),
            Data = item.OptionalString("data") is null ? null : item.GetProperty("data").GetBytesFromBase64(),
        };
    }

    public static IReadOnlyDictionary<string, string> Annotations(JsonElement owner) => owner.StringMap("annotations");

    private static Platform ReadPlatform(JsonElement platform) =>
        new(platform.OptionalString("os") ?? "", platform.OptionalString("architecture") ?? "", platform.OptionalString("variant") is { Length: > 0 } variant ? variant : null);
}
