namespace Attestry.Primitives.Limits;

/// <summary>Bounds on GraphQL documents that a policy reads.</summary>
public static class GraphQlLimits
{
    /// <summary>In UTF-16 units: well above the largest published schemas, some 1.5 million.</summary>
    public const int MaxCharacters = 4 * 1024 * 1024;

    /// <summary>Each token may become a node of some hundred bytes.</summary>
    public const int MaxTokens = 500_000;

    /// <summary>Of selections, values and types within each other: the reader and the rules recurse.</summary>
    public const int MaxDepth = 200;

    /// <summary>Levels of objects and arrays in a document given as its tree; a level of nesting takes up to four of them.</summary>
    public const int MaxTreeDepth = 4 * MaxDepth + 16;
}
