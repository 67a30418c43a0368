using Attestry.Gatekeeper.Constraints;
using Attestry.Rego.Values;

namespace Attestry.Gatekeeper;

/// <summary>What one constraint has against a request.</summary>
/// <param name="Kind">Of the constraint.</param>
/// <param name="Name">Of the constraint.</param>
/// <param name="Details">What the rule adds for programs; null when it adds nothing.</param>
/// <param name="IsError">It could not be judged: the message says why. What cannot be judged counts as violated.</param>
public sealed record Violation(string Kind, string Name, EnforcementAction Action, string Message, RegoValue? Details, bool IsError = false);
