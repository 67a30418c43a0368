namespace Attestry.Primitives.Limits;

/// <summary>How much a decision repeats of what it was given, and what a policy may cost.</summary>
public static class PolicyLimits
{
    /// <summary>Denied packages listed one by one; a wildcard can hit every package, and a decision is read and stored whole.</summary>
    public const int DeniedPackages = 100;

    /// <summary>Findings of the evidence that a decision repeats as its background; the rest stays in the evidence.</summary>
    public const int RepeatedFindings = 50;

    /// <summary>Characters of a purl pattern; the longest package names of any ecosystem have a few hundred.</summary>
    public const int PatternCharacters = 1024;

    /// <summary>Entries of one kind that a package's rule may give; a decision is read and stored whole, and nobody reads more.</summary>
    public const int Entries = 200;

    /// <summary>Characters of an entry's message; longer ones are cut.</summary>
    public const int MessageCharacters = 2000;

    /// <summary>Characters of an entry's id, of a control and of a piece of evidence: as long as the longest package URLs.</summary>
    public const int NameCharacters = 1024;

    /// <summary>Controls, and pieces of evidence, of one entry.</summary>
    public const int NamesOfEntry = 100;

    /// <summary>Longest grace; what should run longer needs an exception, which has an author.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromDays(90);

    /// <summary>Steps of one evaluation of a policy set: as many as the engine makes in some ten seconds, beyond which the clock would stop it anyway.</summary>
    public const long EvaluationSteps = 200_000_000;

    /// <summary>Bytes that one evaluation may allocate.</summary>
    public const long EvaluationBytes = 2L << 30;

    /// <summary>Characters of an exception's reason.</summary>
    public const int ReasonCharacters = 2000;

    /// <summary>Longest life of an exception; what is to hold for good belongs into the policy.</summary>
    public static readonly TimeSpan ExceptionLife = TimeSpan.FromDays(366);
}
