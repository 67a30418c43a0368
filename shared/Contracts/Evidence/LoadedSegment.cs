using Attestry.Primitives;

namespace Attestry.Contracts.Evidence;

/// <summary>A part of an executable that the system loads (PT_LOAD), as the whole pages of the file that it covers.</summary>
/// <param name="Offset">Of the first page in the file, in bytes; a multiple of 4096.</param>
/// <param name="Pages">How many pages of 4096 bytes; the file's last one counts as filled with zeros.</param>
/// <param name="Access">As <c>/proc/PID/maps</c> writes it: <c>r-x</c>.</param>
/// <param name="Root">Merkle tree hash (RFC 6962 §2.1, SHA-256) over the pages.</param>
public sealed record LoadedSegment(long Offset, long Pages, string Access, Digest Root);
