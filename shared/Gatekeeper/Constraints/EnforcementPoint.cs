namespace Attestry.Gatekeeper.Constraints;

/// <summary>Where a constraint is enforced, as <c>scopedEnforcementActions</c> names it.</summary>
public static class EnforcementPoint
{
    /// <summary>The admission webhook.</summary>
    public const string Admission = "validation.gatekeeper.sh";

    /// <summary>The audit of what a cluster runs already.</summary>
    public const string Audit = "audit.gatekeeper.sh";

    /// <summary>The command line.</summary>
    public const string CommandLine = "gator.gatekeeper.sh";

    internal const string Every = "*";
}
