namespace Attestry.Primitives.Limits;

/// <summary>Which predicates of attestations stand in the evidence, for policies to look into.</summary>
public static class PredicateLimits
{
    /// <summary>Of one, without white space: provenance, a scan's summary and a VEX document fit; SBOMs need not.</summary>
    public const int Bytes = 64 * 1024;

    /// <summary>Of all of one artifact: each evaluation reads them.</summary>
    public const int AllBytes = 1024 * 1024;

    /// <summary>What holds them adds some levels, and JSON is read to 64.</summary>
    public const int Depth = 32;
}
