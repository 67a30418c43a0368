namespace Attestry.Sbom.Documents;

/// <summary>A program that made a document.</summary>
public sealed record BomTool(string Name, string? Version);
