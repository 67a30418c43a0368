using Attestry.Primitives;

namespace Attestry.Contracts.Evidence;

/// <summary>On what an image is built.</summary>
/// <param name="Name"><c>registry/repository</c>, or as the image says; null when only a digest is claimed.</param>
/// <param name="Digest">Of the base's manifest; null when only a name is claimed.</param>
/// <param name="Layers">How many of the image's layers, from the bottom, are all those of the base; 0 when it is only claimed.</param>
/// <param name="Confidence">In percent: 100 layers and claim, 90 layers alone, 70 several images have these layers, 30 claim alone, 0 a refuted claim.</param>
/// <param name="Claimed">The image's own annotations or labels name it.</param>
/// <param name="ClaimRefuted">They name an image that is known, and whose layers are not below this one.</param>
public sealed record BaseImage(string? Name, Digest? Digest, int Layers, int Confidence, bool Claimed, bool ClaimRefuted);
