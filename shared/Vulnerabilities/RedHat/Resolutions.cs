namespace Attestry.Vulnerabilities.RedHat;

/// <summary>What Red Hat says will come of a vulnerability that it has not fixed, in OVAL and in CSAF.</summary>
internal static class Resolutions
{
    internal const string NotAffected = "not affected";

    internal const string WillNotFix = "will not fix";

    internal const string FixDeferred = "fix deferred";

    internal const string UnderInvestigation = "under investigation";

    /// <summary>The gravest first: of several components of one definition that one counts which nobody excepted.</summary>
    private static readonly string[] Known = ["affected", FixDeferred, "new", UnderInvestigation, WillNotFix, "out of support scope", NotAffected];

    /// <summary>Null when it is no known one.</summary>
    internal static string? Of(string? text) => Known.FirstOrDefault(known => known.Equals(text?.Trim(), StringComparison.OrdinalIgnoreCase));

    internal static string? Gravest(IEnumerable<string> resolutions) => resolutions.OrderBy(resolution => Array.IndexOf(Known, resolution)).FirstOrDefault();

    /// <summary>Nobody has found out yet whether it is affected.</summary>
    internal static bool IsOpen(string? resolution) => resolution is "new" or UnderInvestigation;
}
