using Attestry.Primitives.Findings;

namespace Attestry.Oci.Manifests;

/// <summary>What an index comes to.</summary>
/// <param name="Images">Each image once, in the order of the index.</param>
/// <param name="Attached">Children that are no platform images: buildx attestations.</param>
/// <param name="Findings">Cycles, nesting, children that are missing or malformed; the walk went on without them.</param>
public sealed record IndexWalk(
    IReadOnlyList<PlatformImage> Images,
    IReadOnlyList<Descriptor> Attached,
    IReadOnlyList<Finding> Findings);
