using Attestry.Primitives;
using Attestry.Primitives.Findings;

namespace Attestry.Sigstore.Images;

/// <summary>What a repository holds about one manifest; in an order that depends on nothing but the content.</summary>
/// <param name="Findings">What could not be read at all, or was left out.</param>
public sealed record CollectedSignatures(Digest Subject, IReadOnlyList<SignatureMaterial> Materials, IReadOnlyList<Finding> Findings);
