namespace Attestry.Sbom.Documents;

public enum BomRelationKind
{
    DependsOn,

    /// <summary>The first can use the second and does not insist on it.</summary>
    OptionallyDependsOn,

    /// <summary>The second is a part of the first. What no component contains is a part of the subject.</summary>
    Contains,
}
