using Attestry.Primitives;

namespace Attestry.Sbom.Bases;

/// <summary>On what an image is built, as far as that can be told.</summary>
/// <param name="Name">Null when only a digest is claimed.</param>
/// <param name="Layers">How many of the image's layers are the base's; 0 when it is only claimed.</param>
/// <param name="Confidence">In percent; see <see cref="BaseImageFinder"/>.</param>
/// <param name="Claimed">The image itself names it.</param>
/// <param name="ClaimRefuted">The image names another one, which is known, and whose layers are not below it.</param>
public sealed record BaseMatch(string? Name, Digest? Digest, int Layers, int Confidence, bool Claimed, bool ClaimRefuted);
