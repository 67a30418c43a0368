namespace Attestry.Tpm.Protocol;

/// <summary>Pages of an executable as they are in memory, in the same terms as those of the file in an image.</summary>
/// <param name="Offset">In the file, of the first page; a multiple of 4096.</param>
/// <param name="Pages">How many pages of 4096 bytes.</param>
/// <param name="Access"><c>r-x</c>.</param>
/// <param name="Root">Merkle tree hash (RFC 6962 §2.1, SHA-256) over the pages: <c>sha256:…</c>.</param>
public sealed record MappedSegment(long Offset, long Pages, string Access, string Root);
