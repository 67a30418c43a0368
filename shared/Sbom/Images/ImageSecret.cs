using Attestry.Primitives;
using Attestry.Sbom.Secrets;

namespace Attestry.Sbom.Images;

/// <summary>A secret in an image.</summary>
/// <param name="Removed">A later layer hides the file; whoever pulls the image still has it.</param>
public sealed record ImageSecret(LayerSecret Secret, Digest Layer, bool Removed);
