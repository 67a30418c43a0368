using Attestry.Primitives;

namespace Attestry.Sbom.Executables;

/// <summary>A part of an executable that the system loads, as the pages of the file that it covers.</summary>
/// <param name="Offset">Of the first page in the file, in bytes; a multiple of 4096.</param>
/// <param name="Pages">How many pages of 4096 bytes; the file's last one counts as filled with zeros.</param>
/// <param name="Access"><c>r-x</c>.</param>
/// <param name="Root">Merkle tree hash (RFC 6962 §2.1, SHA-256) over the pages.</param>
public sealed record ExecutableSegment(long Offset, long Pages, string Access, Digest Root);
