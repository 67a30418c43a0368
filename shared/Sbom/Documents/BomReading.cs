using Attestry.Primitives.Findings;

namespace Attestry.Sbom.Documents;

/// <summary>What came of reading a document.</summary>
/// <param name="Format">In people's words, <c>CycloneDX 1.6 JSON</c>; null when it is none that is known.</param>
/// <param name="Document">Null when nothing of it can be used; then there is a finding.</param>
public sealed record BomReading(string? Format, BillOfMaterials? Document, IReadOnlyList<Finding> Findings);
