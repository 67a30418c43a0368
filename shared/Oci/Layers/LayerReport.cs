using Attestry.Primitives;
using Attestry.Primitives.Findings;

namespace Attestry.Oci.Layers;

/// <summary>What one pass over a layer came to.</summary>
/// <param name="Complete">The whole archive was read and both digests were right; what a visitor gathered may be used as complete only then.</param>
/// <param name="DiffId">Digest of the uncompressed archive, as computed; empty when the pass ended early.</param>
/// <param name="Findings">Wrong digests, exceeded limits, malformed or hostile entries.</param>
public sealed record LayerReport(
    bool Complete,
    Digest DiffId,
    long CompressedBytes,
    long UncompressedBytes,
    long Entries,
    IReadOnlyList<Finding> Findings);
