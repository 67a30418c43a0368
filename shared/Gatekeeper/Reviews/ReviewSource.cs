namespace Attestry.Gatekeeper.Reviews;

/// <summary>Where the object under review comes from, as <c>match.source</c> names it.</summary>
public static class ReviewSource
{
    public const string All = "All";

    /// <summary>It was sent.</summary>
    public const string Original = "Original";

    /// <summary>It was made of one that was sent: the pod of a deployment's template.</summary>
    public const string Generated = "Generated";
}
