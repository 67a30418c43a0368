using Attestry.Contracts.Documents;

namespace Attestry.Standalone.Demo;

/// <summary>One image of the demo and the verdict that it deserves.</summary>
/// <param name="Repository">Below the embedded registry.</param>
/// <param name="User">The configured user; empty is root.</param>
/// <param name="Reason">Finding id that must be among the decision's reasons; null when it passes.</param>
internal sealed record DemoImage(
    string Repository,
    string Story,
    string User,
    Signing Signing,
    bool BringsDeniedPackage,
    DecisionState Expected,
    string? Reason);
