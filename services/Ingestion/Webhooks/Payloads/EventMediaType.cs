using Attestry.Oci.Manifests;

namespace Attestry.Ingestion.Webhooks.Payloads;

/// <summary>Tells manifests from layers and configurations by the media type that an event states.</summary>
internal static class EventMediaType
{
    /// <summary>True also when an event states none: then the registry is asked what it is.</summary>
    public static bool MayBeManifest(string? mediaType) => mediaType is null || MediaTypes.IsManifest(mediaType.ToLowerInvariant());
}
