using Attestry.Tpm.Protocol;

namespace Attestry.Tpm.History;

/// <summary>A log, or a part of one, by its digest.</summary>
/// <param name="Format">Of a measurement list; null of a boot log.</param>
/// <param name="Offset">Of the part in the whole.</param>
/// <param name="Length">In bytes.</param>
/// <param name="Digest">SHA-256: <c>sha256:…</c>.</param>
public sealed record RecordedLog(ImaFormat? Format, long Offset, long Length, string Digest);
