namespace Attestry.Primitives.Findings;

/// <summary>Ids of what the built-in policy finds.</summary>
public static class PolicyFindings
{
    /// <summary>No signature by a key that the repository trusts.</summary>
    public const string NotSigned = "policy.not-signed";

    /// <summary>A package is on the deny list.</summary>
    public const string PackageDenied = "policy.package-denied";

    /// <summary>More denied packages than are listed one by one.</summary>
    public const string MorePackagesDenied = "policy.more-packages-denied";

    /// <summary>The image's configured user is root.</summary>
    public const string RunsAsRoot = "policy.runs-as-root";

    /// <summary>Whether the image's configured user is root cannot be told.</summary>
    public const string UserUnknown = "policy.user-unknown";
}
