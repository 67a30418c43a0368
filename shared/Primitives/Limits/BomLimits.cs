namespace Attestry.Primitives.Limits;

/// <summary>How much is read of a bill of materials that somebody else made, and of graphs made from one.</summary>
public static class BomLimits
{
    /// <summary>With every file of a large image in it, SPDX reaches some 100 MiB.</summary>
    public const int DocumentBytes = 128 << 20;

    /// <summary>Packages and files together; a full desktop has 200,000 files.</summary>
    public const int Components = 400_000;

    /// <summary>A package names a dozen others; files are contained once.</summary>
    public const int Relations = 2_000_000;

    /// <summary>Elements inside one another in XML; as in JSON.</summary>
    public const int Nesting = StrictJson.DeepestNesting;

    /// <summary>A description or copyright statement; longer ones are whole licences.</summary>
    public const int TextCharacters = 16 << 10;

    /// <summary>Hashes, CPEs or properties of one component; each has a dozen.</summary>
    public const int ItemsPerComponent = 1000;

    /// <summary>More of the same tell nothing new.</summary>
    public const int Findings = 100;

    /// <summary>Differences that are recorded of one comparison; with more, the documents are about different things.</summary>
    public const int Differences = 100;

    /// <summary>The output of a build tool about its dependency graph; a large monorepo's has some 20 MiB.</summary>
    public const int GraphBytes = 64 << 20;

    /// <summary>Paths of one answer; nobody reads more.</summary>
    public const int Paths = 1000;

    /// <summary>Partial paths that are looked at for one answer: a second's work. The number of paths grows exponentially in dense graphs.</summary>
    public const int PathSteps = 500_000;
}
