namespace Attestry.Oci.Manifests;

/// <summary>One step of an image's making (OCI Image Spec 1.1, config.md §history).</summary>
/// <param name="EmptyLayer">The step brought no layer.</param>
public sealed record ImageHistory(DateTimeOffset? Created, string? CreatedBy, string? Comment, bool EmptyLayer);
