namespace Attestry.Oci.Layers;

/// <summary>One entry of a layer's archive (OCI Image Spec 1.1, layer.md).</summary>
/// <param name="Path">
/// Relative to the image's root, with <c>/</c> between components, no <c>.</c> or <c>..</c>, no leading or trailing slash.
/// Of a whiteout the path that it removes; of an opaque directory the directory.
/// </param>
/// <param name="Mode">Permission bits with setuid, setgid and sticky (octal 07777).</param>
/// <param name="Size">Bytes of a regular file; 0 for others.</param>
/// <param name="LinkTarget">As written, of symbolic links; normalised like <paramref name="Path"/> of hard links.</param>
public sealed record LayerEntry(
    string Path,
    LayerEntryKind Kind,
    int Mode,
    long Size,
    long UserId,
    long GroupId,
    DateTimeOffset ModifiedAt,
    string? LinkTarget);
