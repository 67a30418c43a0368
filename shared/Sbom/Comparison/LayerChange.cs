using Attestry.Oci.Comparison;
using Attestry.Primitives;

namespace Attestry.Sbom.Comparison;

/// <summary>Two layers in the same place that are not the same bytes.</summary>
/// <param name="Before">Null when the other image has more layers.</param>
/// <param name="After">Null when the other image has fewer layers.</param>
/// <param name="SameArchive">They unpack to the same bytes: another compressor, or another setting of it.</param>
/// <param name="Files">How their entries differ; null of layers that have no counterpart or the same archive.</param>
public sealed record LayerChange(Digest? Before, Digest? After, bool SameArchive, LayerComparison? Files);
