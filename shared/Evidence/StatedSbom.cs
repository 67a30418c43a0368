using Attestry.Contracts.Evidence;

namespace Attestry.Evidence;

/// <summary>An SBOM that comes with an artifact, and its bytes.</summary>
/// <param name="Content">Null when it was not kept.</param>
public sealed record StatedSbom(FoundSbom Found, ReadOnlyMemory<byte>? Content);
