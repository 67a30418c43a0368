namespace Attestry.Primitives.Findings;

/// <summary>Ids of what policies find, and of what is wrong with policies.</summary>
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

    /// <summary>A policy denies it and gives no id.</summary>
    public const string Deny = "policy.deny";

    /// <summary>A policy warns and gives no id.</summary>
    public const string Warn = "policy.warn";

    /// <summary>A policy notes something and gives no id.</summary>
    public const string Info = "policy.info";

    /// <summary>More entries than are listed one by one.</summary>
    public const string MoreEntries = "policy.more-entries";

    /// <summary>The policy broke while it was evaluated: rules in conflict, a built-in function that faulted.</summary>
    public const string EvaluationError = "policy.evaluation-error";

    /// <summary>The policy took more steps, memory, depth or output than it may.</summary>
    public const string LimitExceeded = "policy.limit-exceeded";

    /// <summary>The policy took longer than it may.</summary>
    public const string TimedOut = "policy.timed-out";

    /// <summary>The policy answered something that is no answer: a deny that is no set of entries, a grace that is no time.</summary>
    public const string Nonsense = "policy.nonsense";

    /// <summary>The policy set has no bundle that works.</summary>
    public const string Unavailable = "policy.unavailable";

    /// <summary>The policy cannot be compiled.</summary>
    public const string CompileError = "policy.compile-error";

    /// <summary>No package under the entrypoint has a rule that counts.</summary>
    public const string EntrypointMissing = "policy.entrypoint-missing";

    /// <summary>They tell that a policy could not be asked. Nothing excuses an artifact from being judged.</summary>
    public static readonly IReadOnlyList<string> OfTheEngine = [EvaluationError, LimitExceeded, TimedOut, Nonsense, Unavailable, CompileError, EntrypointMissing];
}
