using Attestry.Primitives;
using Attestry.Sbom.Executables;

namespace Attestry.Sbom.Images;

/// <summary>An executable of an image.</summary>
/// <param name="Layer">Digest of the layer that brought it.</param>
/// <param name="Owner">Package URL of the distribution's package that it belongs to; null when nobody owns it.</param>
/// <param name="Build">What a Go program says of its build, by stable names (<c>go:version</c>, <c>go:build:-trimpath</c>); null of others.</param>
public sealed record ImageExecutable(LayerExecutable File, Digest Layer, string? Owner, IReadOnlyDictionary<string, string>? Build);
