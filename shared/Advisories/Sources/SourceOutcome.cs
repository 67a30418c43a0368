namespace Attestry.Advisories.Sources;

/// <summary>What came of looking at a source. The zero value is no success.</summary>
public enum SourceOutcome
{
    Failed = 0,

    /// <summary>It has nothing new.</summary>
    Unchanged,

    /// <summary>What changed was taken in.</summary>
    Amended,

    /// <summary>All that it has was taken in.</summary>
    Replaced,
}
