namespace Attestry.Primitives.Limits;

/// <summary>How much a decision repeats of what it was given.</summary>
public static class PolicyLimits
{
    /// <summary>Denied packages listed one by one; a wildcard can hit every package, and a decision is read and stored whole.</summary>
    public const int DeniedPackages = 100;

    /// <summary>Findings of the evidence that a decision repeats as its background; the rest stays in the evidence.</summary>
    public const int RepeatedFindings = 50;

    /// <summary>Characters of a purl pattern; the longest package names of any ecosystem have a few hundred.</summary>
    public const int PatternCharacters = 1024;
}
