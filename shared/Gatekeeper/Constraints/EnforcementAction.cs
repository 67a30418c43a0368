namespace Attestry.Gatekeeper.Constraints;

/// <summary>What a violation does.</summary>
public enum EnforcementAction
{
    /// <summary>The request is refused. It is what a constraint that says nothing does.</summary>
    Deny = 0,

    /// <summary>The request is let through with a warning.</summary>
    Warn,

    /// <summary>The request is let through; the violation is only recorded.</summary>
    DryRun,
}
