using Attestry.Gatekeeper.Constraints;

namespace Attestry.Gatekeeper;

/// <summary>What the constraints say to a request, in the order in which they were given.</summary>
/// <param name="Evaluated">How many constraints were about it.</param>
public sealed record AdmissionAnswer(IReadOnlyList<Violation> Violations, int Evaluated)
{
    /// <summary>Nothing that is against it denies.</summary>
    public bool IsAllowed => !Violations.Any(v => v.Action == EnforcementAction.Deny);

    /// <summary>For people, what denies: each with its constraint's name in brackets.</summary>
    public IEnumerable<string> Denials => Messages(EnforcementAction.Deny);

    /// <summary>For people, what only warns.</summary>
    public IEnumerable<string> Warnings => Messages(EnforcementAction.Warn);

    private IEnumerable<string> Messages(EnforcementAction action) => Violations.Where(v => v.Action == action).Select(v => $"[{v.Name}] {v.Message}");
}
