namespace Attestry.Sbom.Documents;

public enum BomRelationKind
{
    DependsOn,

    /// <summary>The second is a part of the first. What no component contains is a part of the subject.</summary>
    Contains,
}
