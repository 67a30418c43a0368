using Attestry.Primitives;

namespace Attestry.Contracts.Evidence;

/// <param name="Path">In the image's root, without leading slash.</param>
/// <param name="Digest">SHA-256 of the whole file, as IMA measures it.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Layer">Digest of the layer that brought it.</param>
/// <param name="Segments">What of it is loaded; empty when its program headers cannot be followed.</param>
public sealed record ExecutableFile(string Path, Digest Digest, long Size, Digest Layer, IReadOnlyList<LoadedSegment> Segments);
