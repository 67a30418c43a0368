namespace Attestry.Sbom.Documents;

/// <summary>Something a component says under a name of its maker's choice: <c>attestry:layer</c>. Names may repeat.</summary>
public sealed record BomProperty(string Name, string Value);
