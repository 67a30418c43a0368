namespace Attestry.Sbom.Documents;

/// <summary>What a bill of materials says, whatever format it is written in.</summary>
/// <param name="Name">Of the document.</param>
/// <param name="Identity">What the identifiers of documents written from this are derived from; the same content has the same.</param>
public sealed record BillOfMaterials(string Name, string Identity)
{
    /// <summary><see cref="BomComponent.Id"/> of what the document is about; null when it does not say.</summary>
    public string? Subject { get; init; }

    public DateTimeOffset? Created { get; init; }

    public IReadOnlyList<BomTool> Tools { get; init; } = [];

    /// <summary>Persons who made it.</summary>
    public IReadOnlyList<string> Authors { get; init; } = [];

    /// <summary>With the subject, in the order of the document.</summary>
    public IReadOnlyList<BomComponent> Components { get; init; } = [];

    /// <summary>Each once, between components that are there. That the subject contains what nothing else does is not listed.</summary>
    public IReadOnlyList<BomRelation> Relations { get; init; } = [];
}
