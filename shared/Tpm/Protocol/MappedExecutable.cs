namespace Attestry.Tpm.Protocol;

/// <summary>A file that a process of a container executes from, with its read-only segments as they are in memory.</summary>
/// <param name="Path">Inside the container; at most 4096 characters.</param>
/// <param name="File">SHA-256 of the file: <c>sha256:…</c>.</param>
/// <param name="Segments">Of mappings that cannot be written.</param>
public sealed record MappedExecutable(string ContainerId, string Path, string File, IReadOnlyList<MappedSegment> Segments);
