using Attestry.Primitives;

namespace Attestry.Sbom.Images;

/// <summary>What a layer adds to an image.</summary>
/// <param name="Files">Entries that are no directories.</param>
/// <param name="WastedBytes">Of its files, those that later layers remove or replace.</param>
public sealed record ImageLayer(Digest Layer, long CompressedBytes, long UncompressedBytes, int Files, long WastedBytes);
