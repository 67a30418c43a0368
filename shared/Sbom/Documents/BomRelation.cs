namespace Attestry.Sbom.Documents;

/// <summary>Between two components, by <see cref="BomComponent.Id"/>.</summary>
public sealed record BomRelation(string From, BomRelationKind Kind, string To);
