namespace Attestry.Primitives.Findings;

/// <summary>Ids of what is found about manifests that speak about another one.</summary>
public static class ReferrerFindings
{
    /// <summary>A manifest lists content that is not there.</summary>
    public const string ContentMissing = "referrer.content-missing";

    /// <summary>There is more of it than is read; what was left out counts as absent.</summary>
    public const string LimitExceeded = "referrer.limit-exceeded";
}
